package org.sessiontoken.backend.oidc;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.NOW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sessiontoken.backend.MutableClock;

class JwksCacheTest {

    private static final JwksCacheSettings TIMES = new JwksCacheSettings(
            Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(10));

    private final MutableClock clock = new MutableClock(NOW);
    private final Source source = new Source();
    private final JwksCache cache = new JwksCache(source, TIMES, clock);

    private final ProviderKeys first = keys(SigningKey.RSA);
    private final ProviderKeys second = keys(SigningKey.RSA_2);

    @Nested
    class WhileKeysAreYoung {

        @Test
        void theyServeWithoutAFetch() {
            fetch(first);
            clock.advance(Duration.ofSeconds(599));

            assertThat(serve()).isEqualTo(first);
            assertThat(source.fetches).isEqualTo(1);
        }
    }

    @Nested
    class SomeTimeBeforeTheyAreTooOld {

        @Test
        void theyServeWhileNewOnesAreFetched() {
            fetch(first);
            clock.advance(Duration.ofMinutes(10));

            assertThat(serve()).isEqualTo(first);
            assertThat(source.fetches).isEqualTo(2);
            source.answer(second);
            assertThat(serve()).isEqualTo(second);
        }

        @Test
        void theyAreFetchedOnceHoweverOftenTheyServe() {
            fetch(first);
            clock.advance(Duration.ofMinutes(10));
            for (int i = 0; i < 100; i++) {
                serve();
            }

            assertThat(source.fetches).isEqualTo(2);
        }

        @Test
        void theyAreFetchedAgainOnceAnIntervalWhileThatFails() {
            fetch(first);
            clock.advance(Duration.ofMinutes(10));
            for (int second = 0; second < 60; second++) {
                assertThat(serve()).isEqualTo(first);
                source.answerNothingIfAsked();
                clock.advance(Duration.ofSeconds(1));
            }

            assertThat(source.fetches).isEqualTo(1 + 6);
        }
    }

    @Nested
    class OnceTheyAreTooOld {

        @Test
        void theyServeAtOnceWhileAFetchHangs() {
            fetch(first);
            clock.advance(Duration.ofMinutes(15));

            for (int i = 0; i < 100; i++) {
                assertThat(serve()).isEqualTo(first);
            }
            assertThat(source.fetches).isEqualTo(2);
            source.answer(second);
            assertThat(serve()).isEqualTo(second);
        }

        @Test
        void theyServeWhileTheProviderIsDown() {
            fetch(first);
            clock.advance(Duration.ofMinutes(75).minusSeconds(1));

            assertThat(afterAFailedFetch()).returns(first, JwksSnapshot::keys).returns(false, JwksSnapshot::isCurrent);
        }

        @Test
        void theyServeNoMoreOnceTheOutageIsTooLong() {
            fetch(first);
            clock.advance(Duration.ofMinutes(75));

            assertThat(afterAFailedFetch())
                    .returns(ProviderKeys.NONE, JwksSnapshot::keys)
                    .returns(false, JwksSnapshot::isCurrent);
        }

        @Test
        void newOnesServeAsSoonAsTheProviderIsBack() {
            fetch(first);
            clock.advance(Duration.ofHours(5));
            afterAFailedFetch();
            clock.advance(Duration.ofSeconds(10));

            assertThat(fetch(second)).returns(second, JwksSnapshot::keys).returns(true, JwksSnapshot::isCurrent);
            assertThat(serve()).isEqualTo(second);
        }
    }

    @Nested
    class AFetch {

        @Test
        void isSharedByAllWhoAskForOne() {
            List<CompletionStage<JwksSnapshot>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(cache.lookUp());
            }
            source.answer(first);

            assertThat(source.fetches).isEqualTo(1);
            assertThat(all)
                    .allSatisfy(one -> assertThat(one.toCompletableFuture())
                            .isCompletedWithValueMatching(now -> now.keys().equals(first)));
        }

        @Test
        void isMadeOnceAnInterval() {
            fetch(first);
            clock.advance(Duration.ofSeconds(10).minusMillis(1));
            assertThat(cache.lookUp().toCompletableFuture())
                    .isCompletedWithValue(new JwksSnapshot(first, false, Duration.ofSeconds(1)));
            assertThat(source.fetches).isEqualTo(1);

            clock.advance(Duration.ofMillis(1));
            assertThat(cache.lookUp().toCompletableFuture()).isNotDone();
            assertThat(source.fetches).isEqualTo(2);
        }

        @Test
        void isMadeOnceAnIntervalAlsoWhereItFails() {
            assertThat(afterAFailedFetch())
                    .isEqualTo(new JwksSnapshot(ProviderKeys.NONE, false, Duration.ofSeconds(10)));
            clock.advance(Duration.ofSeconds(4));

            assertThat(cache.lookUp().toCompletableFuture())
                    .isCompletedWithValue(new JwksSnapshot(ProviderKeys.NONE, false, Duration.ofSeconds(6)));
            assertThat(source.fetches).isEqualTo(1);
        }

        @Test
        void keepsTheKeysOfBeforeWhereItFails() {
            fetch(first);
            clock.advance(Duration.ofSeconds(10));

            assertThat(afterAFailedFetch()).returns(first, JwksSnapshot::keys).returns(false, JwksSnapshot::isCurrent);
            assertThat(serve()).isEqualTo(first);
        }

        @Test
        void isNotTheLastOneWhereItsSourceThrows() {
            JwksCache ofBugs = new JwksCache(
                    () -> {
                        source.fetches++;
                        throw new IllegalStateException("a bug");
                    },
                    TIMES,
                    clock);

            assertThat(ofBugs.lookUp().toCompletableFuture())
                    .isCompletedWithValue(new JwksSnapshot(ProviderKeys.NONE, false, Duration.ofSeconds(10)));
            clock.advance(Duration.ofSeconds(10));
            ofBugs.lookUp();
            assertThat(source.fetches).isEqualTo(2);
        }

        @Test
        void isMadeAtOnceAfterTheClockWasSetBack() {
            fetch(first);
            clock.advance(Duration.ofHours(-3));

            assertThat(cache.known()).isEqualTo(ProviderKeys.NONE);
            cache.lookUp();
            source.answer(second);
            assertThat(cache.known()).isEqualTo(second);
        }
    }

    @Nested
    class ALookUp {

        @Test
        void isCurrentOnlyForTheOneThatBeganTheFetch() {
            fetch(first);
            clock.advance(Duration.ofSeconds(10));
            CompletionStage<JwksSnapshot> began = cache.lookUp();
            CompletionStage<JwksSnapshot> joined = cache.lookUp();
            source.answer(second);

            assertThat(began.toCompletableFuture()).isCompletedWithValueMatching(JwksSnapshot::isCurrent);
            assertThat(joined.toCompletableFuture())
                    .isCompletedWithValueMatching(now -> now.keys().equals(second) && !now.isCurrent());
        }

        @Test
        void isNotCurrentWhereAFetchForOldKeysWasInProgress() {
            fetch(first);
            clock.advance(Duration.ofMinutes(10));
            serve();
            CompletionStage<JwksSnapshot> joined = cache.lookUp();
            source.answer(first);

            assertThat(joined.toCompletableFuture()).isCompletedWithValueMatching(now -> !now.isCurrent());
        }

        @Test
        void waitsForAFetchWithFewOthersWhileThereAreKeys() {
            fetch(first);
            clock.advance(Duration.ofSeconds(10));
            cache.lookUp();
            for (int i = 0; i < JwksCache.MAX_WAITING; i++) {
                assertThat(cache.lookUp().toCompletableFuture()).isNotDone();
            }

            assertThat(cache.lookUp().toCompletableFuture())
                    .isCompletedWithValue(new JwksSnapshot(first, false, Duration.ofSeconds(1)));
        }
    }

    /** What a request does whose key is known. */
    private ProviderKeys serve() {
        ProviderKeys known = cache.known();
        cache.refreshInTime();
        return known;
    }

    private JwksSnapshot fetch(ProviderKeys keys) {
        CompletionStage<JwksSnapshot> onHand = cache.lookUp();
        source.answer(keys);
        return onHand.toCompletableFuture().join();
    }

    private JwksSnapshot afterAFailedFetch() {
        CompletionStage<JwksSnapshot> onHand = cache.lookUp();
        source.answerNothingIfAsked();
        return onHand.toCompletableFuture().join();
    }

    private static ProviderKeys keys(SigningKey key) {
        return new ProviderKeys(List.of(
                new ProviderKey(Optional.of(key.kid()), key.pair().getPublic(), Set.of(SigningAlgorithm.RS256))));
    }

    /** Answers when the test says so. */
    private static final class Source implements JwksSource {

        private int fetches;
        private CompletableFuture<Optional<ProviderKeys>> pending = new CompletableFuture<>();

        @Override
        public CompletionStage<Optional<ProviderKeys>> fetch() {
            fetches++;
            pending = new CompletableFuture<>();
            return completedStage(pending).thenCompose(keys -> keys);
        }

        void answer(ProviderKeys keys) {
            pending.complete(Optional.of(keys));
        }

        void answerNothingIfAsked() {
            pending.complete(Optional.empty());
        }
    }
}
