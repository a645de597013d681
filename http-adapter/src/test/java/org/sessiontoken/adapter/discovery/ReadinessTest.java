package org.sessiontoken.adapter.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sessiontoken.adapter.AdapterUnderTest.DISCOVERY_PATH;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.background.BackgroundTaskLifecycle;
import org.sessiontoken.adapter.background.UndescribableError;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.sessiontoken.client.Availability;

class ReadinessTest {

    private final ScriptedBroker broker = new ScriptedBroker();
    private AdapterUnderTest adapter;

    @BeforeEach
    void start() {
        adapter = AdapterUnderTest.start(broker);
    }

    @AfterEach
    void stop() {
        adapter.close();
    }

    private int status(String probe) {
        return adapter.send(adapter.to("/actuator/health/" + probe)).statusCode();
    }

    @Test
    void comesOnceTheCatalogueIsRead() {
        HttpResponse<String> tooEarly = adapter.send(adapter.to(DISCOVERY_PATH).header("nv-tenant-id", "nagra"));
        assertThat(tooEarly.statusCode()).isEqualTo(503);
        assertThat(tooEarly.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(status("readiness")).isEqualTo(503);

        adapter.bean(Catalogue.class).publish(new CatalogueEntries());

        assertThat(status("readiness")).isEqualTo(200);
    }

    @Test
    void staysWhileABackgroundTaskIsDeadAndLivenessGoes() {
        BackgroundTaskLifecycle dead = new BackgroundTaskLifecycle("dead", () -> () -> {
            throw new UndescribableError();
        });
        try (AdapterUnderTest another = AdapterUnderTest.start(broker, List.of(dead))) {
            await().dontCatchUncaughtExceptions().untilAsserted(() -> {
                HttpResponse<String> liveness = another.send(another.to("/actuator/health/liveness"));
                assertThat(liveness.statusCode()).isEqualTo(503);
                assertThat(liveness.body()).contains("backgroundTasks", "DOWN");
            });
            another.bean(Catalogue.class).publish(new CatalogueEntries());
            assertThat(another.send(another.to("/actuator/health/readiness")).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "READY", mode = EnumSource.Mode.EXCLUDE)
    void goesWhenARequestWouldNotBeAnsweredAndLivenessStays(Availability availability) {
        adapter.bean(Catalogue.class).publish(new CatalogueEntries());

        broker.setAvailability(availability);

        assertThat(status("readiness")).isEqualTo(503);
        assertThat(status("liveness")).isEqualTo(200);
    }
}
