package org.sessiontoken.adapter.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.ServletFakes;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TenantId;

class CommonHeadersReaderTest {

    private final ServletFakes server = new ServletFakes();

    private CommonHeaders read(Optional<TenantId> defaultTenant) {
        return new CommonHeadersReader(defaultTenant).read(server.request());
    }

    @Test
    void readsTheTenantAndTheCorrelationId() {
        server.header("nv-tenant-id", "nagra").header("x-correlation-id", "flow-1");

        assertThat(read(Optional.empty()))
                .isEqualTo(new CommonHeaders(new TenantId("nagra"), new CorrelationId("flow-1")));
    }

    @Test
    void usesTheDefaultTenantWhereNoneIsGiven() {
        assertThat(read(Optional.of(new TenantId("default"))).tenantId()).isEqualTo(new TenantId("default"));
    }

    @Test
    void prefersTheTenantThatIsGiven() {
        server.header("nv-tenant-id", "nagra");

        assertThat(read(Optional.of(new TenantId("default"))).tenantId()).isEqualTo(new TenantId("nagra"));
    }

    @Test
    void generatesACorrelationIdWhereNoneIsGiven() {
        server.header("nv-tenant-id", "nagra");

        assertThat(UUID.fromString(read(Optional.empty()).correlationId().value()))
                .isNotNull();
    }

    @Test
    void refusesARequestWithoutTenantWhereThereIsNoDefault() {
        assertRefused(Optional.empty(), "nv-tenant-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nv-tenant-id", "x-correlation-id"})
    void refusesAHeaderThatIsGivenTwiceAlsoWithADefault(String name) {
        server.header(name, "one").header(name, "two");

        assertRefused(Optional.of(new TenantId("default")), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nv-tenant-id", "x-correlation-id"})
    void refusesAMalformedHeaderWithoutQuotingIt(String name) {
        server.header(name, "mal formed");

        assertThatThrownBy(() -> read(Optional.of(new TenantId("default"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(name)
                .message()
                .doesNotContain("mal formed");
    }

    private void assertRefused(Optional<TenantId> defaultTenant, String header) {
        assertThatThrownBy(() -> read(defaultTenant))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(header);
    }
}
