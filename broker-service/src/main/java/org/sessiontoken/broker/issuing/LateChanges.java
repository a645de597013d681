package org.sessiontoken.broker.issuing;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns when a change of the issuing keys comes too late or too early: when requests that may be in flight get their tokens by
 * another key than before, so that one which is processed twice may get two. For one thread.
 */
final class LateChanges implements Consumer<IssuingKeys> {

    private static final Logger LOG = LoggerFactory.getLogger(LateChanges.class);

    private final RequestLifetime lifetime;
    private final Clock clock;
    private IssuingKeys before;

    LateChanges(IssuingKeys first, RequestLifetime lifetime, Clock clock) {
        this.before = first;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public void accept(IssuingKeys next) {
        Instant now = clock.instant();
        // A request may name a time that is ahead of this clock, too.
        if (!next.agreeWith(before, now.minus(lifetime.max()), now.plus(lifetime.clockSkew()))) {
            LOG.atWarn()
                    .log(
                            "The changed issuing keys concern requests that may be in flight: one that is processed twice may get"
                                    + " two tokens. A new key needs an 'nbf' that is later than when all instances have the file, and an"
                                    + " old key stays in the file until no request that got its token by it is in flight");
        }
        before = next;
    }
}
