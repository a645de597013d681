package org.sessiontoken.adapter.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.adapter.AdapterUnderTest.DISCOVERY_PATH;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.AuthServiceDescribed.Operation;
import org.sessiontoken.event.OperationName;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.TenantId;

class ServiceDiscoveryTest {

    private static final Operation GET_SESSION_TOKEN = new Operation(
            new OperationName("get-session-token"), List.of(new ParameterProperty("OperatorAuthToken", true, false)));

    private static AdapterUnderTest adapter;
    private final CatalogueEntries entries = new CatalogueEntries();

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(new ScriptedBroker());
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    @BeforeEach
    void readTheCatalogue() {
        adapter.bean(Catalogue.class).publish(entries);
    }

    private void put(String tenant, String name) {
        put(tenant, name, GET_SESSION_TOKEN);
    }

    private void put(String tenant, String name, Operation... operations) {
        AuthServiceDescribed entry = new AuthServiceDescribed(
                new TenantId(tenant),
                new AuthServiceId(name),
                Map.of("name", "Customer Authentication"),
                List.of(operations),
                true,
                500);
        entries.apply(new AuthServiceCodec.Key(entry.tenantId(), entry.authServiceId()), Optional.of(entry));
    }

    private HttpResponse<String> discover(String tenant) {
        return adapter.send(adapter.to(DISCOVERY_PATH).header("nv-tenant-id", tenant));
    }

    @Test
    void showsTheTenantsOwnServicesSortedByName() {
        put("nagra", "Second");
        put("nagra", "First");
        put("another", "Foreign");

        HttpResponse<String> answer = discover("nagra");

        assertThat(answer.statusCode()).isEqualTo(200);
        String rest = "\"displayAttributes\":{\"name\":\"Customer Authentication\"},"
                + "\"endpoints\":[{\"name\":\"GETSESSIONTOKEN\",\"path\":\"/getSessionToken\",\"parameterProperties\":"
                + "[{\"name\":\"OperatorAuthToken\",\"mandatory\":true,\"isPassword\":false}]}]}";
        assertThat(answer.body())
                .isEqualTo("{\"availableServices\":[{\"authServiceName\":\"First\"," + rest
                        + ",{\"authServiceName\":\"Second\"," + rest + "]}");
    }

    @Test
    void leavesOutOperationsThatHaveNoEndpoint() {
        put("nagra", "First", new Operation(new OperationName("sign-on"), List.of()), GET_SESSION_TOKEN);

        assertThat(discover("nagra").body())
                .contains("\"endpoints\":[{\"name\":\"GETSESSIONTOKEN\",\"path\":\"/getSessionToken\"")
                .doesNotContain("sign-on");
    }

    @Test
    void answers404ToATenantThatHasNone() {
        put("another", "Foreign");

        assertThat(discover("nagra").statusCode()).isEqualTo(404);
    }

    @Test
    void answers400WithoutATenant() {
        assertThat(adapter.send(adapter.to(DISCOVERY_PATH)).statusCode()).isEqualTo(400);
    }
}
