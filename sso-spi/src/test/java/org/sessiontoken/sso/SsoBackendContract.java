package org.sessiontoken.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;

/**
 * What every backend promises, whatever its type: a backend's own test extends this class.
 *
 * <p>The broker refuses a request that lacks a mandatory parameter before any backend is asked. A backend must still not
 * fail on one: here it need only not authenticate it, and name the parameter if it calls the request invalid.
 */
public abstract class SsoBackendContract {

    private static final int THREADS = 8;
    private static final int ROUNDS = 50;
    private static final String CANARY = "canary-4bd0f7c1";

    private SsoBackend backend;

    /** The backend, as an operator would configure it; asked for once for each test, which closes it. */
    protected abstract SsoBackend createBackend();

    /** A request that this backend authenticates, and would also for the next minute. */
    protected abstract SsoRequest genuineRequest();

    /** What else must not be seen, besides the parameters that are passwords: the backend's own keys, for example. */
    protected List<Secret> secrets() {
        return List.of();
    }

    /** How long an answer may take; a remote backend that waits for time limits may need more. */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    @BeforeEach
    void create() {
        backend = createBackend();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Nested
    class AGenuineRequest {

        @Test
        void isAuthenticated() {
            assertThat(answer(genuineRequest())).isInstanceOf(Authenticated.class);
        }

        @Test
        void isAnsweredAlikeWhenItIsDeliveredAgain() {
            SsoRequest request = genuineRequest();

            assertThat(answer(request)).isEqualTo(answer(request));
        }

        @Test
        void isAnsweredAlsoWithAParameterThatNobodyDeclared() {
            SsoRequest request = genuineRequest();
            List<Parameter> more = new ArrayList<>(request.parameters().all());
            more.add(new Parameter("a.parameter-that nobody_declared", Secret.ofText(CANARY)));

            assertThat(answer(with(request, new Parameters(more)))).isNotNull();
        }
    }

    @Nested
    class ARequestThatLacksAMandatoryParameter {

        @Test
        void isNotAuthenticatedAndNamesItIfInvalid() {
            SsoRequest request = genuineRequest();
            for (ParameterProperty property : mandatory()) {
                SsoOutcome outcome = answer(with(request, without(request.parameters(), property.name())));

                assertThat(outcome).as("without %s", property.name()).isNotInstanceOf(Authenticated.class);
                if (outcome instanceof Invalid invalid) {
                    assertThat(invalid.detail()).contains(property.name());
                }
            }
        }

        @Test
        void isNotAuthenticatedWithNoParametersAtAll() {
            assertThat(answer(with(genuineRequest(), new Parameters(List.of()))))
                    .isNotInstanceOf(Authenticated.class);
        }
    }

    @Nested
    class AHostileValue {

        @ParameterizedTest(name = "{0}")
        @MethodSource("values")
        void isAnsweredAndNeverAuthenticatedNorAnOutage(String what, Secret value) {
            SsoRequest request = genuineRequest();
            for (ParameterProperty property : backend.parameters()) {
                SsoOutcome outcome = answer(with(request, replaced(request.parameters(), property.name(), value)));

                assertThat(outcome).as("%s is %s", property.name(), what).satisfies(SsoBackendContract::isNoOutage);
                if (property.mandatory()) {
                    assertThat(outcome).as("%s is %s", property.name(), what).isNotInstanceOf(Authenticated.class);
                }
            }
        }

        static Stream<Arguments> values() {
            String deep = "W1tb".repeat(Parameter.MAX_VALUE / 4 / 3 - 1);
            return Stream.of(
                    text("empty", ""),
                    text("a space", " "),
                    text("a line end", "\r\n"),
                    text("a header of its own", "x\r\nAuthorization: Bearer x"),
                    text("NUL", "\0"),
                    text("NUL within", "a\0b"),
                    text("control characters", "\u0001\u001b[31m\u007f\u0085"),
                    text("accents and another script", "clé ключ 鍵"),
                    text("an emoji", "🔑"),
                    text("right to left override", "\u202egnp.nimda"),
                    text("a byte order mark", "\ufeff"),
                    bytes("not UTF-8", 0xC3, 0x28),
                    bytes("an overlong NUL", 0xC0, 0x80),
                    bytes("a lone surrogate", 0xED, 0xA0, 0x80),
                    text("dots", ".."),
                    text("many dots", ".".repeat(Parameter.MAX_VALUE)),
                    text("three empty objects", "e30.e30.e30"),
                    text("an unsecured token", "eyJhbGciOiJub25lIn0.e30."),
                    text("an encrypted token", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA"),
                    text("huge", "A".repeat(Parameter.MAX_VALUE)),
                    text("huge, and not ASCII", "é".repeat(Parameter.MAX_VALUE / 2)),
                    text("huge, and all NUL", "\0".repeat(Parameter.MAX_VALUE)),
                    text("deep arrays", "[".repeat(Parameter.MAX_VALUE)),
                    text("deep objects", "{\"a\":".repeat(Parameter.MAX_VALUE / 5)),
                    text("deep arrays as each part of a token", String.join(".", deep, deep, deep)),
                    text("a member twice", "{\"a\":1,\"a\":2}"),
                    text("null", "null"),
                    text("true", "true"),
                    text("a number without end", "9".repeat(Parameter.MAX_VALUE)),
                    text("percent signs", "%00%0d%0a%ff%"),
                    text("format directives", "%s%n%x{}"),
                    text("a look-up", "${jndi:ldap://localhost/x}"),
                    text("an expression", "#{T(java.lang.Runtime)}"),
                    text("a query", "' OR '1'='1' --"),
                    text("a path", "../../../../etc/passwd"),
                    text("a form", "a=b&token=c"),
                    text("markup", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///dev/null'>]><x>&e;</x>"));
        }

        private static Arguments text(String what, String value) {
            return arguments(what, Secret.ofText(value));
        }

        private static Arguments bytes(String what, int... values) {
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                bytes[i] = (byte) values[i];
            }
            return arguments(what, Secret.ofBytes(bytes));
        }
    }

    @Nested
    class ManyThreads {

        @Test
        void getTheAnswerToTheirOwnRequest() throws Exception {
            SsoRequest genuine = genuineRequest();
            SsoRequest forged = with(genuine, allReplaced(genuine.parameters(), Secret.ofText(CANARY)));
            SsoOutcome ofGenuine = answer(genuine);
            SsoOutcome ofForged = answer(forged);

            List<SsoOutcome> outcomes = askAtOnce(genuine, forged);

            assertThat(outcomes).hasSize(THREADS * ROUNDS * 2);
            for (int i = 0; i < outcomes.size(); i += 2) {
                assertThat(outcomes.get(i)).isEqualTo(ofGenuine);
                assertThat(outcomes.get(i + 1)).isEqualTo(ofForged);
            }
        }

        private List<SsoOutcome> askAtOnce(SsoRequest genuine, SsoRequest forged) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                CountDownLatch all = new CountDownLatch(THREADS);
                Callable<List<SsoOutcome>> asking = () -> {
                    all.countDown();
                    all.await();
                    List<SsoOutcome> outcomes = new ArrayList<>();
                    for (int round = 0; round < ROUNDS; round++) {
                        outcomes.add(answer(genuine));
                        outcomes.add(answer(forged));
                    }
                    return outcomes;
                };
                List<Future<List<SsoOutcome>>> running = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    running.add(threads.submit(asking));
                }
                List<SsoOutcome> outcomes = new ArrayList<>();
                for (Future<List<SsoOutcome>> thread : running) {
                    outcomes.addAll(thread.get());
                }
                return outcomes;
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class ItsDescription {

        @Test
        void namesEachParameterOnceAndWithinBounds() {
            List<ParameterProperty> properties = backend.parameters();

            assertThat(properties)
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(Parameters.MAX_COUNT)
                    .allSatisfy(property -> assertThatCode(() -> new Parameter(property.name(), Secret.ofText("")))
                            .doesNotThrowAnyException())
                    .extracting(ParameterProperty::name)
                    .doesNotHaveDuplicates();
        }

        @Test
        void namesEveryParameterOfAGenuineRequest() {
            assertThat(backend.parameters())
                    .extracting(ParameterProperty::name)
                    .containsAll(genuineRequest().parameters().names());
        }

        @Test
        void doesNotChange() {
            assertThat(backend.parameters()).isEqualTo(backend.parameters());
        }
    }

    @Nested
    class NothingSecret {

        @Test
        void isInTheBackendsTextOrDescription() {
            assertHidden(backend + " " + backend.parameters());
        }

        @Test
        void isInTheAnswerToAGenuineRequest() {
            assertHidden(answer(genuineRequest()).toString());
        }

        @Test
        void isInTheAnswerToAForgedRequest() {
            SsoRequest genuine = genuineRequest();
            SsoRequest forged = with(genuine, allReplaced(genuine.parameters(), Secret.ofText(CANARY)));

            assertHidden(answer(forged).toString());
        }

        @Test
        void isInTheAnswerToAnAlteredRequest() {
            SsoRequest genuine = genuineRequest();
            for (Parameter parameter : genuine.parameters().all()) {
                Secret altered = Secret.ofText(CANARY + parameter.value().text());

                assertHidden(answer(with(genuine, replaced(genuine.parameters(), parameter.name(), altered)))
                        .toString());
            }
        }

        private void assertHidden(String text) {
            Parameters parameters = genuineRequest().parameters();
            Stream<Secret> passwords = backend.parameters().stream()
                    .filter(ParameterProperty::isPassword)
                    .flatMap(property -> parameters.value(property.name()).stream());
            List<Secret> hidden = Stream.of(Stream.of(Secret.ofText(CANARY)), passwords, secrets().stream())
                    .flatMap(Function.identity())
                    .toList();

            assertThat(hidden).allSatisfy(secret -> assertThat(text).doesNotContain(secret.text(), base64url(secret)));
        }

        private static String base64url(Secret secret) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(secret.bytes());
        }
    }

    @Nested
    class Closing {

        @Test
        void mayBeDoneTwice() {
            backend.close();

            assertThatCode(backend::close).doesNotThrowAnyException();
        }
    }

    /** The answer to a request: there is one, in time, and it is no failure. */
    private SsoOutcome answer(SsoRequest request) {
        return assertThat(backend.authenticate(request).toCompletableFuture())
                .succeedsWithin(patience())
                .isNotNull()
                .actual();
    }

    /** As an outage, what a request itself causes would let its sender open the circuit breaker for everybody. */
    private static void isNoOutage(SsoOutcome outcome) {
        if (outcome instanceof Unavailable unavailable) {
            assertThat(unavailable.isOutage()).as("%s is an outage", outcome).isFalse();
        }
    }

    private List<ParameterProperty> mandatory() {
        return backend.parameters().stream()
                .filter(ParameterProperty::mandatory)
                .toList();
    }

    private static Parameters without(Parameters parameters, String name) {
        return new Parameters(parameters.all().stream()
                .filter(parameter -> !parameter.name().equals(name))
                .toList());
    }

    private static Parameters replaced(Parameters parameters, String name, Secret value) {
        List<Parameter> all = new ArrayList<>(without(parameters, name).all());
        all.add(new Parameter(name, value));
        return new Parameters(all);
    }

    private static Parameters allReplaced(Parameters parameters, Secret value) {
        return new Parameters(parameters.all().stream()
                .map(parameter -> new Parameter(parameter.name(), value))
                .toList());
    }

    private static SsoRequest with(SsoRequest request, Parameters parameters) {
        return new SsoRequest(
                request.requestId(),
                request.correlationId(),
                request.tenantId(),
                request.authServiceId(),
                parameters,
                request.asOf(),
                request.deadline());
    }
}
