package org.sessiontoken.broker.authservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

class ReplacedAuthServicesTest {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Backend kept = new Backend();
    private final Backend gone = new Backend();
    private final Configured keptService = TestAuthServices.configured("kept", kept, Map.of());
    private final AuthServices before =
            new AuthServices(List.of(keptService, TestAuthServices.configured("gone", gone, Map.of())));
    private final AuthServices next = new AuthServices(List.of(keptService));

    @Test
    void areClosedOnceNoRequestCanUseThemAndThoseThatAreKeptAreNot() {
        try (ReplacedAuthServices replaced = new ReplacedAuthServices(SOON)) {
            replaced.closeLater(before, next);

            assertThat(gone.closed).succeedsWithin(PATIENCE);
        }
        assertThat(kept.closed).isNotDone();
    }

    @Test
    void areClosedAtTheEndWhereRequestsMayStillUseThem() {
        ReplacedAuthServices replaced = new ReplacedAuthServices(Duration.ofMinutes(2));
        replaced.closeLater(before, next);
        assertThat(gone.closed).isNotDone();

        replaced.close();

        assertThat(gone.closed).isDone();
    }

    private static final class Backend implements SsoBackend {

        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        @Override
        public List<ParameterProperty> parameters() {
            return List.of();
        }

        @Override
        public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            closed.complete(null);
        }
    }
}
