package org.sessiontoken.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;
import org.slf4j.LoggerFactory;

/** Whatever a backend does, each request is answered and each permit comes back. */
class BrokenBackendTest {

    private static final List<String> CAUSES = List.of(
            "java\\.lang\\.\\w+ at \\S*Broken\\S+\\(.*:\\d+\\)",
            "java\\.lang\\.ClassCastException at .*",
            "\\S+UndescribableException",
            "none: it answered null");

    private static final Key KEY = new Key(new TenantId("demo"), new AuthServiceId("broken"));
    private static final int PERMITS = 2;
    private static final int CALLS = 12;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BackendGuard guard = Guards.counting(meters);
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.sessiontoken.broker.guard");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    static Stream<BrokenBackend> backends() {
        return BrokenBackend.all();
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        guard.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void endsEachRequestAndGivesEachPermitBack(BrokenBackend kind) {
        BrokenBackend backend = kind.withoutBreaker();
        SsoBackend guarded = guard.around(backend, KEY, settings(backend, 1));

        for (int i = 0; i < CALLS; i++) {
            assertThat(reason(ask(guarded, backend))).isEqualTo(backend.expected());
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(available()).isEqualTo(PERMITS);

        backend.repair();
        assertThat(ask(guarded, backend)).isEqualTo(BrokenBackend.GOOD);
        assertThat(available()).isEqualTo(PERMITS);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void endsEachRequestThatIsRetried(BrokenBackend kind) {
        BrokenBackend backend = kind.withoutBreaker().withRetries();
        SsoBackend guarded = guard.around(backend, KEY, settings(backend, 3));

        for (int i = 0; i < PERMITS + 1; i++) {
            assertThat(reason(ask(guarded, backend))).isEqualTo(backend.expected());
        }

        assertThat(available()).isEqualTo(PERMITS);
        backend.repair();
        assertThat(ask(guarded, backend)).isEqualTo(BrokenBackend.GOOD);
    }

    /** With two trial calls permitted, a breaker that loses the permission of one stays half open. */
    @ParameterizedTest
    @MethodSource("backends")
    void isCountedByTheBreakerWhichLosesNoPermission(BrokenBackend backend) {
        SsoBackend guarded = guard.around(backend, KEY, settings(backend, 1));

        for (int i = 0; i < CALLS; i++) {
            assertThat(reason(ask(guarded, backend))).isIn(backend.expected(), "breaker-open");
        }
        boolean counts = backend.expected().startsWith("backend-");
        assertThat(changesTo("open")).matches(changes -> counts == changes > 0);

        backend.repair();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask(guarded, backend).equals(BrokenBackend.GOOD)
                        && meters.get("ags.broker.breaker.state").gauge().value() == 0);
        assertThat(available()).isEqualTo(PERMITS);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void isLoggedWithClassAndLocationButWithoutTheMessage(BrokenBackend kind) {
        BrokenBackend backend = kind.withoutBreaker();
        ask(guard.around(backend, KEY, settings(backend, 1)), backend);

        assertThat(log.list)
                .noneMatch(event -> (event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy())
                        .contains(BrokenBackend.CANARY));
        if (backend.expected().equals("backend-failed")) {
            assertThat(log.list)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getKeyValuePairs().toString())
                            .containsPattern("tenantId=\"demo\".*authServiceId=\"broken\"")
                            .containsPattern("exception=\"(" + String.join("|", CAUSES) + ")\""));
        }
    }

    @Test
    void isAnsweredAlsoWhenNoTimerCanBeSetBecauseTheBrokerStops() {
        BrokenBackend hanging = BrokenBackend.all()
                .filter(backend -> backend.name().equals("never completes"))
                .findFirst()
                .orElseThrow();
        SsoBackend guarded = guard.around(hanging, KEY, settings(hanging, 1));
        guard.close();

        for (int i = 0; i < CALLS; i++) {
            assertThat(reason(ask(guarded, hanging))).isIn("backend-failed", "breaker-open");
        }
        assertThat(available()).isEqualTo(PERMITS);
    }

    private double available() {
        return meters.get("ags.broker.bulkhead.available").gauge().value();
    }

    private double changesTo(String state) {
        return meters.get("ags.broker.breaker.changes")
                .tag("to", state)
                .counter()
                .count();
    }

    private static String reason(SsoOutcome outcome) {
        return outcome instanceof Unavailable unavailable ? unavailable.reason().value() : "";
    }

    private static SsoOutcome ask(SsoBackend guarded, BrokenBackend backend) {
        Instant now = Instant.now();
        return guarded.authenticate(new SsoRequest(
                        new RequestId("request-1"),
                        new CorrelationId("flow"),
                        KEY.tenantId(),
                        KEY.authServiceId(),
                        new Parameters(List.of()),
                        now,
                        now.plus(backend.deadline())))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Four failures open the breaker for a millisecond, then two trial calls are permitted. */
    private static GuardProperties settings(BrokenBackend backend, int maxAttempts) {
        return new GuardProperties(
                PERMITS,
                backend.timeout(),
                maxAttempts,
                Duration.ofMillis(1),
                4,
                4,
                50,
                backend.timeout(),
                100,
                Duration.ofMillis(1),
                2);
    }
}
