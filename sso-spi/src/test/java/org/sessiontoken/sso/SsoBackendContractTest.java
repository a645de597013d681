package org.sessiontoken.sso;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** The contract is worth something only if a backend that breaks it fails. */
class SsoBackendContractTest {

    @Test
    void passesABackendThatKeepsIt() {
        Events tests = contractOver(Keeping.class);

        assertThat(tests.failed().count()).isZero();
        assertThat(tests.succeeded().count()).isGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void failsABackendThatBreaksIt(Class<? extends SsoBackendContract> broken, String guarantee) {
        assertThat(contractOver(broken).failed().stream())
                .extracting(failed -> failed.getTestDescriptor().getUniqueId().toString())
                .anyMatch(test -> test.contains("[nested-class:" + guarantee + "]"));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(AuthenticatingAll.class, "AHostileValue"),
                arguments(AuthenticatingNone.class, "AGenuineRequest"),
                arguments(Throwing.class, "AHostileValue"),
                arguments(CallingOddValuesAnOutage.class, "AHostileValue"),
                arguments(EndingExceptionally.class, "AHostileValue"),
                arguments(AnsweringNull.class, "AHostileValue"),
                arguments(NeverAnswering.class, "AGenuineRequest"),
                arguments(ChangingItsMind.class, "AGenuineRequest"),
                arguments(AnsweringOneThreadOnly.class, "ManyThreads"),
                arguments(FailingOnAMissingParameter.class, "ARequestThatLacksAMandatoryParameter"),
                arguments(BlamingAnotherParameter.class, "ARequestThatLacksAMandatoryParameter"),
                arguments(QuotingTheCredential.class, "NothingSecret"),
                arguments(ShowingItsKey.class, "NothingSecret"),
                arguments(DescribingAParameterTwice.class, "ItsDescription"),
                arguments(DescribingNoParameter.class, "ItsDescription"),
                arguments(ClosingOnceOnly.class, "Closing"));
    }

    private static Events contractOver(Class<? extends SsoBackendContract> test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute()
                .testEvents();
    }

    /** A backend that takes one password, and the ways to break it. */
    static class PasswordBackend implements SsoBackend {

        private static final ReasonCode REASON = new ReasonCode("wrong-password");

        @Override
        public List<ParameterProperty> parameters() {
            return List.of(new ParameterProperty("Password", true, true));
        }

        @Override
        public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
            return completedStage(request.parameters()
                    .value("Password")
                    .map(this::judge)
                    .orElseGet(() -> new Invalid(new ReasonCode("missing-parameter"), "Password is missing")));
        }

        SsoOutcome judge(Secret password) {
            return isGenuine(password) ? authenticated() : new Unauthorised(REASON);
        }

        static boolean isGenuine(Secret password) {
            return password.equals(Secret.ofText("open sesame"));
        }

        static SsoOutcome authenticated() {
            return new Authenticated(new AccountId("account-1"));
        }
    }

    abstract static class PasswordContract extends SsoBackendContract {

        @Override
        protected SsoRequest genuineRequest() {
            Instant asOf = Instant.parse("2026-03-01T12:00:00Z");
            return new SsoRequest(
                    new RequestId("request-0001"),
                    new CorrelationId("flow-1"),
                    new TenantId("nagra"),
                    new AuthServiceId("Head-end"),
                    new Parameters(List.of(new Parameter("Password", Secret.ofText("open sesame")))),
                    asOf,
                    asOf.plusSeconds(10));
        }

        @Override
        protected List<Secret> secrets() {
            return List.of(Secret.ofText("the-backends-own-key"));
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(20);
        }
    }

    static class Keeping extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend();
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(10);
        }
    }

    static class AuthenticatingAll extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                SsoOutcome judge(Secret password) {
                    return authenticated();
                }
            };
        }
    }

    static class AuthenticatingNone extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                SsoOutcome judge(Secret password) {
                    return new Unauthorised(PasswordBackend.REASON);
                }
            };
        }
    }

    static class Throwing extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                SsoOutcome judge(Secret password) {
                    if (password.length() > 10_000) {
                        throw new IllegalArgumentException("too long");
                    }
                    return super.judge(password);
                }
            };
        }
    }

    static class CallingOddValuesAnOutage extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                SsoOutcome judge(Secret password) {
                    return password.length() == 0
                            ? new Unavailable(PasswordBackend.REASON, Duration.ofSeconds(1))
                            : super.judge(password);
                }
            };
        }
    }

    static class EndingExceptionally extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                    return super.authenticate(request).thenApply(outcome -> {
                        if (!(outcome instanceof Authenticated)) {
                            throw new IllegalStateException("refused");
                        }
                        return outcome;
                    });
                }
            };
        }
    }

    static class AnsweringNull extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                @SuppressWarnings("NullAway") // The very thing that the contract has to notice.
                public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                    return super.authenticate(request)
                            .thenApply(outcome -> outcome instanceof Authenticated ? outcome : null);
                }
            };
        }
    }

    static class NeverAnswering extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                    return new CompletableFuture<>();
                }
            };
        }
    }

    static class ChangingItsMind extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                private boolean asked;

                @Override
                SsoOutcome judge(Secret password) {
                    if (asked) {
                        return new Unauthorised(new ReasonCode("already-used"));
                    }
                    asked = true;
                    return super.judge(password);
                }
            };
        }
    }

    static class AnsweringOneThreadOnly extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                private final Thread itsOwn = Thread.currentThread();

                @Override
                SsoOutcome judge(Secret password) {
                    return Thread.currentThread() == itsOwn
                            ? super.judge(password)
                            : new Unauthorised(PasswordBackend.REASON);
                }
            };
        }
    }

    static class FailingOnAMissingParameter extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                    return completedStage(
                            judge(request.parameters().value("Password").orElseThrow()));
                }
            };
        }
    }

    static class BlamingAnotherParameter extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                    return super.authenticate(request)
                            .thenApply(outcome -> outcome instanceof Invalid invalid
                                    ? new Invalid(invalid.reason(), "Username is missing")
                                    : outcome);
                }
            };
        }
    }

    static class QuotingTheCredential extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                SsoOutcome judge(Secret password) {
                    return isGenuine(password)
                            ? authenticated()
                            : new Invalid(PasswordBackend.REASON, "Password is not " + password.text());
                }
            };
        }
    }

    static class ShowingItsKey extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                public String toString() {
                    return "PasswordBackend[key=the-backends-own-key]";
                }
            };
        }
    }

    static class DescribingAParameterTwice extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                public List<ParameterProperty> parameters() {
                    return List.of(super.parameters().get(0), super.parameters().get(0));
                }
            };
        }
    }

    static class DescribingNoParameter extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                @Override
                public List<ParameterProperty> parameters() {
                    return List.of();
                }
            };
        }
    }

    static class ClosingOnceOnly extends PasswordContract {
        @Override
        protected SsoBackend createBackend() {
            return new PasswordBackend() {
                private boolean closed;

                @Override
                public void close() {
                    if (closed) {
                        throw new IllegalStateException("closed");
                    }
                    closed = true;
                }
            };
        }
    }
}
