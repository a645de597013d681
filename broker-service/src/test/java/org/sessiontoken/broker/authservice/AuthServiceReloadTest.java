package org.sessiontoken.broker.authservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.broker.guard.BackendGuard;
import org.sessiontoken.broker.guard.Guards;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.files.FileWatch;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.LogRecorder;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.env.StandardEnvironment;

class AuthServiceReloadTest {

    private static final String REFUSED = "The changed auth services are invalid";

    @TempDir
    private Path folder;

    private final CountedBackends backends = new CountedBackends();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BackendGuard guard = Guards.counting(meters);
    private final LogRecorder logs = new LogRecorder("org.sessiontoken");
    private final ReplacedAuthServices replaced = new ReplacedAuthServices(Duration.ofMinutes(2));
    private final AtomicInteger changes = new AtomicInteger();
    private Path file;
    private Path keysOfOne;
    private Path keysOfTwo;

    @BeforeEach
    void writeFiles() throws IOException {
        file = folder.resolve("auth-services.yaml");
        keysOfOne = Files.writeString(folder.resolve("one.json"), "1");
        keysOfTwo = Files.writeString(folder.resolve("two.json"), "2");
        write(entry("one", keysOfOne) + entry("two", keysOfTwo));
    }

    @AfterEach
    void close() {
        replaced.close();
        guard.close();
        logs.close();
    }

    @Nested
    class AChange {

        @Test
        void keepsTheVeryAuthServicesThatHaveNotChangedWhereverTheyStand() throws IOException {
            AuthServiceReload reload = reload();
            AuthService one = find(reload, "one").orElseThrow();

            write(entry("three", keysOfTwo) + entry("one", keysOfOne));
            look(reload);

            assertThat(find(reload, "one").orElseThrow()).isSameAs(one);
            assertThat(find(reload, "two")).isEmpty();
            assertThat(find(reload, "three")).isPresent();
            assertThat(backends.made).containsExactly("one", "two", "three");
            assertThat(changes).hasValue(1);
            assertThat(reloads("taken")).isOne();
        }

        @Test
        void ofAKeyFileMakesAnewOnlyWhatReadsIt() throws IOException {
            AuthServiceReload reload = reload();
            AuthService one = find(reload, "one").orElseThrow();
            AuthService two = find(reload, "two").orElseThrow();

            Files.writeString(keysOfTwo, "another");
            look(reload);

            assertThat(find(reload, "one").orElseThrow()).isSameAs(one);
            assertThat(find(reload, "two").orElseThrow()).isNotSameAs(two);
            assertThat(backends.made).containsExactly("one", "two", "two");
        }

        @Test
        void closesWhatItReplacedNotAtOnceButWhenTheBrokerStopsAtTheLatest() throws IOException {
            AuthServiceReload reload = reload();

            write(entry("one", keysOfOne));
            look(reload);

            assertThat(backends.closed).isEmpty();
            stop(reload);
            assertThat(backends.closed).containsExactlyInAnyOrder("one", "two");
        }

        @Test
        void leavesTheGaugeOfABreakerToTheNewOne() throws IOException {
            AuthServiceReload reload = reload();
            AuthService before = find(reload, "two").orElseThrow();

            Files.writeString(keysOfTwo, "another");
            look(reload);
            before.backend().close();

            assertThat(meters.find("ags.broker.breaker.state")
                            .tag("auth.service.id", "two")
                            .gauge())
                    .isNotNull();
            find(reload, "two").orElseThrow().backend().close();
            assertThat(meters.find("ags.broker.breaker.state")
                            .tag("auth.service.id", "two")
                            .gauge())
                    .isNull();
        }

        @Test
        void isNoneWhereTheContentIsTheSame() throws IOException {
            AuthServiceReload reload = reload();

            Files.writeString(keysOfTwo, Files.readString(keysOfTwo));
            look(reload);

            assertThat(changes).hasValue(0);
            assertThat(reloads("taken")).isZero();
        }
    }

    @Nested
    class AnInvalidEdit {

        @Test
        void isRefusedWholeAndSaidOnceWithTheLine() throws IOException {
            AuthServiceReload reload = reload();
            AuthServices before = reload.directory().current();

            write(entry("one", keysOfTwo) + entry("three", keysOfOne).replace("counted", "no-such-type"));
            for (int i = 0; i < 3 * FileWatch.LOOKS_UNTIL_READ_AGAIN; i++) {
                reload.run();
            }

            assertThat(reload.directory().current()).isSameAs(before);
            assertThat(logs.text())
                    .containsOnlyOnce(REFUSED)
                    .contains(file + ", line 9: auth-services[1].type must be one of [")
                    .contains("and it is 'no-such-type'");
            assertThat(reloads("refused")).isOne();
            assertThat(changes).hasValue(0);
        }

        @Test
        void closesWhatWasMadeForItEachTimeItIsReadAndNothingElse() throws IOException {
            AuthServiceReload reload = reload();

            write(entry("one", keysOfOne) + entry("three", keysOfTwo) + entry("four", folder.resolve("nowhere")));
            look(reload);

            assertThat(backends.made).containsExactly("one", "two", "three", "three");
            assertThat(backends.closed).containsExactly("three", "three");
            assertThat(meters.find("ags.broker.breaker.state")
                            .tag("auth.service.id", "one")
                            .gauge())
                    .isNotNull();
        }

        @Test
        void isTakenOnceTheFileIsThereThatItNamesAndThatWasMissing() throws IOException {
            AuthServiceReload reload = reload();
            Path mountedLater = folder.resolve("later.json");
            write(entry("one", keysOfOne) + entry("three", mountedLater));
            look(reload);

            Files.writeString(mountedLater, "3");
            look(reload);

            assertThat(find(reload, "three")).isPresent();
        }

        @Test
        void isForgottenWhenItIsTakenBack() throws IOException {
            AuthServiceReload reload = reload();
            AuthService one = find(reload, "one").orElseThrow();
            String good = Files.readString(file);
            Files.writeString(file, good + "  - [");
            look(reload);

            Files.writeString(file, good);
            look(reload);

            assertThat(find(reload, "one").orElseThrow()).isSameAs(one);
            assertThat(backends.made).containsExactly("one", "two");
        }

        @Test
        void namesTheLineOfADuplicateAlsoWhereBothAreKeptFromBefore() throws IOException {
            AuthServiceReload reload = reload();

            write(entry("two", keysOfTwo) + entry("one", keysOfOne) + entry("two", keysOfTwo));
            look(reload);

            assertThat(logs.text())
                    .contains(
                            ", line 13: auth-services[2].auth-service-id: tenant 'demo' has an auth service 'two' already, at"
                                    + " auth-services[0]");
            assertThat(backends.closed).isEmpty();
        }

        @Test
        void thatABackendFailsAtIsRefusedWithoutTheFailuresWords() throws IOException {
            AuthServiceReload reload = reload();

            write(entry("one", keysOfOne) + entry("three", keysOfTwo) + "      fault: exception\n");
            look(reload);

            assertThat(logs.text())
                    .contains(", line 9: auth-services[1].type: the type 'counted' failed to make a backend: "
                            + "java.lang.IllegalStateException at ")
                    .doesNotContain(CountedBackends.CANARY);
            assertThat(find(reload, "one")).isPresent();
        }
    }

    @Nested
    class AFileThatIsRewrittenInPlace {

        @Test
        void isNeitherAppliedNorLoggedWhileItIsEmptyAndThenWrittenAgain() throws IOException {
            AuthServiceReload reload = reload();
            AuthServices before = reload.directory().current();
            String content = Files.readString(file);

            for (int i = 0; i < 10; i++) {
                Files.writeString(file, "");
                look(reload);
                Files.writeString(file, content);
                look(reload);
            }

            assertThat(reload.directory().current()).isSameAs(before);
            assertThat(logs.text()).doesNotContain(REFUSED);
            assertThat(reloads("refused")).isZero();
            assertThat(reloads("taken")).isZero();
        }

        @Test
        void isNotAppliedWhileItIsStillBeingWritten() throws IOException {
            AuthServiceReload reload = reload();

            write(entry("one", keysOfOne));
            reload.run();
            write(entry("one", keysOfOne) + entry("three", keysOfTwo));
            reload.run();
            assertThat(find(reload, "two")).isPresent();
            reload.run();

            assertThat(find(reload, "two")).isEmpty();
            assertThat(find(reload, "three")).isPresent();
            assertThat(reloads("taken")).isOne();
        }

        @Test
        void isRefusedWhereItStaysEmpty() throws IOException {
            AuthServiceReload reload = reload();
            AuthServices before = reload.directory().current();

            Files.writeString(file, "");
            for (int i = 0; i < FileWatch.MAX_LOOKS_AT_INCOMPLETE_FILES + 5; i++) {
                reload.run();
            }

            assertThat(reload.directory().current()).isSameAs(before);
            assertThat(logs.text()).containsOnlyOnce(file + " is empty: write auth-services: [] for none");
            assertThat(reloads("refused")).isOne();
        }

        @Test
        void isThereForAKeyFileToo() throws IOException {
            AuthServiceReload reload = reload();
            AuthService two = find(reload, "two").orElseThrow();

            Files.writeString(keysOfTwo, "");
            look(reload);
            Files.writeString(keysOfTwo, "2");
            look(reload);

            assertThat(find(reload, "two").orElseThrow()).isSameAs(two);
        }
    }

    @Nested
    class Metrics {

        private long outcomes(String authService) {
            return meters.find("ags.broker.auth.service.outcomes")
                    .tags("tenant.id", "demo", "auth.service.id", authService)
                    .counters()
                    .size();
        }

        private void answered(AuthServiceReload reload, String tenant, String authService) {
            reload.metrics()
                    .answered(
                            new Key(new TenantId(tenant), new AuthServiceId(authService)),
                            Outcome.ISSUED,
                            Duration.ofMillis(3));
        }

        @Test
        void areThereForEachAuthServiceBeforeItsFirstRequest() {
            reload();

            assertThat(outcomes("one")).isEqualTo(Outcome.values().length);
            assertThat(outcomes("two")).isEqualTo(Outcome.values().length);
        }

        @Test
        void countTheRequestsOfAnAuthServiceByTheirOutcome() {
            answered(reload(), "demo", "one");

            assertThat(meters.get("ags.broker.auth.service.outcomes")
                            .tags("auth.service.id", "one", "outcome", "issued")
                            .counter()
                            .count())
                    .isOne();
            assertThat(meters.get("ags.broker.auth.service.requests")
                            .tags("auth.service.id", "one")
                            .timer()
                            .totalTime(TimeUnit.MILLISECONDS))
                    .isEqualTo(3);
        }

        /** Whoever asks could fill the memory otherwise, that of whoever keeps the metrics, too. */
        @Test
        void knowNoNameThatACallerHasMadeUp() {
            AuthServiceReload reload = reload();
            int before = meters.getMeters().size();

            answered(reload, "demo", "made-up");
            answered(reload, "made-up", "one");

            assertThat(meters.getMeters()).hasSize(before);
        }

        @Test
        void goWithTheAuthServiceAndStayWithOneThatReplacesIt() throws IOException {
            AuthServiceReload reload = reload();
            answered(reload, "demo", "one");

            write(entry("one", keysOfTwo));
            look(reload);

            assertThat(outcomes("two")).isZero();
            assertThat(meters.find("ags.broker.outbound.requests")
                            .tags("auth.service.id", "two")
                            .meters())
                    .isEmpty();
            assertThat(meters.find("ags.broker.outbound.requests")
                            .tags("auth.service.id", "one")
                            .meters())
                    .isNotEmpty();
            assertThat(meters.get("ags.broker.auth.service.requests")
                            .tags("auth.service.id", "one")
                            .timer()
                            .count())
                    .isOne();
        }

        @Test
        void tellThatTheFileIsRefusedUntilItIsMended() throws IOException {
            AuthServiceReload reload = reload();
            assertThat(refusedFiles()).isZero();

            write(entry("one", keysOfOne).replace("counted", "no-such-type"));
            look(reload);
            assertThat(refusedFiles()).isOne();

            write(entry("one", keysOfOne));
            look(reload);
            assertThat(refusedFiles()).isZero();
        }

        private double refusedFiles() {
            return meters.get("ags.files.refused")
                    .tags("files", "auth-services")
                    .gauge()
                    .value();
        }
    }

    @Test
    void refusesADuplicateAtTheStartAndClosesWhatWasMade() throws IOException {
        write(entry("one", keysOfOne) + entry("one", keysOfTwo));

        assertThatIllegalArgumentException()
                .isThrownBy(AuthServiceReloadTest.this::reload)
                .withMessageContaining(file + ", line 8: auth-services[1].auth-service-id: ");
        assertThat(backends.closed).containsExactly("one", "one");
    }

    private AuthServiceReload reload() {
        BackendCreator creation = new BackendCreator(
                new BackendTypes(List.of(backends)),
                new OutboundHttpFactory(new DefaultSslBundleRegistry(), ObservationRegistry.NOOP, Clock.systemUTC()),
                DevelopmentKeys.REFUSED,
                Clock.systemUTC(),
                meters);
        AuthServiceLoader loader = new AuthServiceLoader(
                new AuthServiceProperties(List.of(), file),
                new AuthServiceFactory(creation, guard, AuthServiceFixture.GUESSING, Duration.ofSeconds(60)),
                new StandardEnvironment());
        AuthServiceReload reload = new AuthServiceReload(loader, replaced, meters);
        reload.onChange(changes::incrementAndGet);
        return reload;
    }

    /** Looks as often as a change needs to count, and to be refused. */
    private static void look(AuthServiceReload reload) {
        reload.run();
        reload.run();
        reload.run();
    }

    /** As the broker stops. */
    private void stop(AuthServiceReload reload) {
        new AuthServiceLifecycle(new BackgroundTask("reload", reload), replaced, reload.directory()).stop();
    }

    private static Optional<AuthService> find(AuthServiceReload reload, String name) {
        return reload.directory().find(new TenantId("demo"), new AuthServiceId(name));
    }

    private int reloads(String result) {
        return (int) meters.counter("ags.broker.reloads", "result", result).count();
    }

    private void write(String entries) throws IOException {
        Files.writeString(file, "auth-services:\n" + entries);
    }

    /** Five lines, the type in the third. */
    private static String entry(String name, Path keys) {
        return "  - tenant-id: demo\n    auth-service-id: " + name + "\n    type: counted\n    options:\n      keys: "
                + keys + "\n";
    }
}
