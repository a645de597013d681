package org.sessiontoken.adapter.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.adapter.AdapterUnderTest.DISCOVERY_PATH;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.sessiontoken.client.Availability;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

class ServiceDiscoveryTest {

    private final ScriptedBroker broker = new ScriptedBroker();
    private final CatalogueEntries entries = new CatalogueEntries();
    private AdapterUnderTest adapter;

    @BeforeEach
    void start() {
        adapter = AdapterUnderTest.start(broker);
    }

    @AfterEach
    void stop() {
        adapter.close();
    }

    private void read() {
        adapter.bean(Catalogue.class).tell(entries);
    }

    private void put(String tenant, String name) {
        AuthServiceDescribed entry = new AuthServiceDescribed(
                new TenantId(tenant),
                new AuthServiceId(name),
                Map.of("name", "Customer Authentication", "logo", "http://customer.com/auth.jpg"),
                List.of(new AuthServiceDescribed.Endpoint(
                        "GETSESSIONTOKEN",
                        "/getSessionToken",
                        List.of(new AuthServiceDescribed.ParameterProperty("OperatorAuthToken", true, false)))));
        entries.apply(new AuthServiceCodec.Key(entry.tenantId(), entry.authServiceName()), Optional.of(entry));
    }

    private HttpResponse<String> discover(String tenant) {
        return adapter.send(adapter.to(DISCOVERY_PATH).header("nv-tenant-id", tenant));
    }

    private int readiness() {
        return adapter.send(adapter.to("/actuator/health/readiness")).statusCode();
    }

    @Test
    void showsTheTenantsOwnServicesSortedByName() {
        put("nagra", "Second");
        put("nagra", "First");
        put("another", "Foreign");
        read();

        HttpResponse<String> answer = discover("nagra");

        assertThat(answer.statusCode()).isEqualTo(200);
        String rest =
                "\"displayAttributes\":{\"logo\":\"http://customer.com/auth.jpg\",\"name\":\"Customer Authentication\"},"
                        + "\"endpoints\":[{\"name\":\"GETSESSIONTOKEN\",\"path\":\"/getSessionToken\",\"parameterProperties\":"
                        + "[{\"name\":\"OperatorAuthToken\",\"mandatory\":true,\"isPassword\":false}]}]}";
        assertThat(answer.body())
                .isEqualTo("{\"availableServices\":[{\"authServiceName\":\"First\"," + rest
                        + ",{\"authServiceName\":\"Second\"," + rest + "]}");
    }

    @Test
    void answers404ToATenantThatHasNone() {
        put("another", "Foreign");
        read();

        assertThat(discover("nagra").statusCode()).isEqualTo(404);
    }

    @Test
    void answers400WithoutATenant() {
        assertThat(adapter.send(adapter.to(DISCOVERY_PATH)).statusCode()).isEqualTo(400);
    }

    @Test
    void answers503UntilTheCatalogueIsRead() {
        HttpResponse<String> answer = discover("nagra");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void isReadyOnceTheCatalogueIsReadAndTheBrokerIsThere() {
        assertThat(readiness()).isEqualTo(503);
        read();
        assertThat(readiness()).isEqualTo(200);

        broker.is(Availability.NO_BROKER);

        assertThat(readiness()).isEqualTo(503);
        assertThat(adapter.send(adapter.to("/actuator/health/liveness")).statusCode())
                .isEqualTo(200);
    }
}
