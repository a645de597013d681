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

            assertThat(cache.fresh()).isEqualTo(first);
            assertThat(source.fetches).isEqualTo(1);
        }
    }

    @Nested
    class SomeTimeBeforeTheyAreTooOld {

        @Test
        void theyServeWhileNewOnesAreFetched() {
            fetch(first);
            clock.advance(Duration.ofMinutes(10));

            assertThat(cache.fresh()).isEqualTo(first);
            assertThat(source.fetches).isEqualTo(2);
            source.answer(second);
            assertThat(cache.fresh()).isEqualTo(second);
        }

        @Test
        void theyAreFetchedOnceHoweverOftenTheyServe() {
            fetch(first);
            clock.advance(Duration.ofMinutes(10));
            for (int i = 0; i < 100; i++) {
                cache.fresh();
            }

            assertThat(source.fetches).isEqualTo(2);
        }

        @Test
        void theyAreFetchedAgainOnceAnIntervalWhileThatFails() {
            fetch(first);
            clock.advance(Duration.ofMinutes(10));
            for (int second = 0; second < 60; second++) {
                assertThat(cache.fresh()).isEqualTo(first);
                source.answerNothingIfAsked();
                clock.advance(Duration.ofSeconds(1));
            }

            assertThat(source.fetches).isEqualTo(1 + 6);
        }
    }

    @Nested
    class OnceTheyAreTooOld {

        @Test
        void theyServeNoMoreBeforeTheProviderIsAsked() {
            fetch(first);
            clock.advance(Duration.ofMinutes(15));

            assertThat(cache.fresh()).isEqualTo(ProviderKeys.NONE);
            CompletionStage<JwksSnapshot> onHand = cache.refetch();
            assertThat(onHand.toCompletableFuture()).isNotDone();
            source.answer(second);
            assertThat(onHand.toCompletableFuture())
                    .isCompletedWithValueMatching(now -> now.keys().equals(second) && now.current());
        }

        @Test
        void theyServeWhileTheProviderIsDown() {
            fetch(first);
            clock.advance(Duration.ofMinutes(75).minusSeconds(1));

            assertThat(afterAFailedFetch()).returns(first, JwksSnapshot::keys).returns(false, JwksSnapshot::current);
        }

        @Test
        void theyServeNoMoreOnceTheOutageIsTooLong() {
            fetch(first);
            clock.advance(Duration.ofMinutes(75));

            assertThat(afterAFailedFetch())
                    .returns(ProviderKeys.NONE, JwksSnapshot::keys)
                    .returns(false, JwksSnapshot::current);
        }

        @Test
        void newOnesServeAsSoonAsTheProviderIsBack() {
            fetch(first);
            clock.advance(Duration.ofHours(5));
            afterAFailedFetch();
            clock.advance(Duration.ofSeconds(10));

            assertThat(fetch(second)).returns(second, JwksSnapshot::keys).returns(true, JwksSnapshot::current);
            assertThat(cache.fresh()).isEqualTo(second);
        }
    }

    @Nested
    class AFetch {

        @Test
        void isSharedByAllWhoAskForOne() {
            List<CompletionStage<JwksSnapshot>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(cache.refetch());
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
            assertThat(cache.refetch().toCompletableFuture())
                    .isCompletedWithValue(new JwksSnapshot(first, true, Duration.ofSeconds(1)));
            assertThat(source.fetches).isEqualTo(1);

            clock.advance(Duration.ofMillis(1));
            assertThat(cache.refetch().toCompletableFuture()).isNotDone();
            assertThat(source.fetches).isEqualTo(2);
        }

        @Test
        void isMadeOnceAnIntervalAlsoWhereItFails() {
            assertThat(afterAFailedFetch())
                    .isEqualTo(new JwksSnapshot(ProviderKeys.NONE, false, Duration.ofSeconds(10)));
            clock.advance(Duration.ofSeconds(4));

            assertThat(cache.refetch().toCompletableFuture())
                    .isCompletedWithValue(new JwksSnapshot(ProviderKeys.NONE, false, Duration.ofSeconds(6)));
            assertThat(source.fetches).isEqualTo(1);
        }

        @Test
        void keepsTheKeysOfBeforeWhereItFails() {
            fetch(first);
            clock.advance(Duration.ofSeconds(10));

            assertThat(afterAFailedFetch()).returns(first, JwksSnapshot::keys).returns(false, JwksSnapshot::current);
            assertThat(cache.fresh()).isEqualTo(first);
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

            assertThat(ofBugs.refetch().toCompletableFuture())
                    .isCompletedWithValue(new JwksSnapshot(ProviderKeys.NONE, false, Duration.ofSeconds(10)));
            clock.advance(Duration.ofSeconds(10));
            ofBugs.refetch();
            assertThat(source.fetches).isEqualTo(2);
        }

        @Test
        void isMadeAtOnceAfterTheClockWasSetBack() {
            fetch(first);
            clock.advance(Duration.ofHours(-3));

            assertThat(cache.fresh()).isEqualTo(ProviderKeys.NONE);
            source.answer(second);
            assertThat(cache.fresh()).isEqualTo(second);
        }
    }

    private JwksSnapshot fetch(ProviderKeys keys) {
        CompletionStage<JwksSnapshot> onHand = cache.refetch();
        source.answer(keys);
        return onHand.toCompletableFuture().join();
    }

    private JwksSnapshot afterAFailedFetch() {
        CompletionStage<JwksSnapshot> onHand = cache.refetch();
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
