package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.it.SharedDeployment.Running;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** GET /ags/servicediscovery, from the catalogue that the broker publishes. */
@ExtendWith(SharedDeployment.class)
class DiscoveryIT {

    private final Running running;

    DiscoveryIT(Running running) {
        this.running = running;
    }

    @Test
    void listsTheTenantsAuthServicesWithTheirParameters() {
        HttpResponse<String> response = running.headEnd().discover(OperatorKeys.TENANT);

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode service = named(response, Deployment.SHARED_SECRET);
        assertThat(service.at("/displayAttributes/name").asString()).isEqualTo("Operator sign-in");
        assertThat(service.at("/endpoints/0/name").asString()).isEqualTo("GETSESSIONTOKEN");
        assertThat(service.at("/endpoints/0/path").asString()).isEqualTo("/getSessionToken");
        JsonNode parameter = service.at("/endpoints/0/parameterProperties/0");
        assertThat(parameter.path("name").asString()).isEqualTo("OperatorAuthToken");
        assertThat(parameter.path("mandatory").asBoolean()).isTrue();
    }

    @Test
    void answers404ToATenantThatHasNone() {
        assertThat(running.headEnd().discover("another").statusCode()).isEqualTo(404);
    }

    @Test
    void forgetsAnAuthServiceThatIsNotConfiguredAnyMore(@TempDir Path folder) {
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            ConfigurableApplicationContext before =
                    deployment.startBroker("ags.broker.auth-services[1].auth-service-id=Of yesterday");
            HeadEnd headEnd = deployment.startAdapter();
            Deployment.awaitReady(headEnd);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !named(headEnd.discover(OperatorKeys.TENANT), "Of yesterday")
                            .isMissingNode());

            deployment.stop(before);
            deployment.startBroker();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> named(headEnd.discover(OperatorKeys.TENANT), "Of yesterday")
                            .isMissingNode());
        }
    }

    private static JsonNode named(HttpResponse<String> response, String name) {
        for (JsonNode service : HeadEnd.json(response).path("availableServices")) {
            if (service.path("authServiceName").asString("").equals(name)) {
                return service;
            }
        }
        return HeadEnd.json(response).path("no such service");
    }
}
