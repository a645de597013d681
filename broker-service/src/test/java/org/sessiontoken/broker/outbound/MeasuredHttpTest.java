package org.sessiontoken.broker.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

class MeasuredHttpTest {

    private static final Key KEY = new Key(new TenantId("demo"), new AuthServiceId("login"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private void send(CompletionStage<OutboundResponse> answer) {
        new MeasuredHttp(request -> answer, KEY, "http-callout", meters)
                .send(new OutboundRequest(
                        "GET",
                        URI.create("https://login.example/secret"),
                        Map.of(),
                        Secret.ofText(""),
                        Duration.ofSeconds(1)));
    }

    private long count(String result) {
        return meters.get(Metric.OUTBOUND_REQUESTS.meterName())
                .tags("tenant.id", "demo", "auth.service.id", "login", "type", "http-callout", "result", result)
                .timer()
                .count();
    }

    @ParameterizedTest
    @CsvSource({"200, 2xx", "204, 2xx", "302, 3xx", "401, 4xx", "503, 5xx", "999, failed", "100, failed"})
    void countsResponsesByTheClassOfTheirStatus(int status, String result) {
        send(CompletableFuture.completedFuture(
                new OutboundResponse(status, Optional.empty(), Secret.ofText("body"), Optional.empty())));

        assertThat(count(result)).isOne();
    }

    @Test
    void countsRequestsWithoutAResponse() {
        send(CompletableFuture.failedFuture(new OutboundFailure(OutboundFailure.Kind.UNREACHABLE, "login.example")));

        assertThat(count("failed")).isOne();
    }

    @Test
    void hasAllResultsFromTheStartAndNoAddressInThem() {
        send(new CompletableFuture<>());

        assertThat(meters.find(Metric.OUTBOUND_REQUESTS.meterName()).timers())
                .hasSize(5)
                .allSatisfy(timer -> assertThat(timer.getId().toString()).doesNotContain("secret"));
    }
}
