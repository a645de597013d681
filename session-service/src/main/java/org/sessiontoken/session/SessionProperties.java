package org.sessiontoken.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who redeems session tokens, and for whom.
 *
 * @param instance Name of this instance in replies.
 * @param requestors File with each requestor's sealing keys, by the requestor's name, as the broker has them.
 * @param deadLetterKeys File with the keys that seal dead letters, as the broker has them.
 * @param maxTokenLife How long after its issue a session token can be redeemed at the latest: as long as the longest token-ttl of an
 *     auth service, and a little more for clocks that differ. Whoever takes a partition over reads that far back.
 */
@ConfigurationProperties("ags.session")
record SessionProperties(
        @DefaultValue("session") String instance,
        @DefaultValue Map<String, Path> requestors,
        @Nullable Path deadLetterKeys,
        @DefaultValue("15m") Duration maxTokenLife) {

    private static final Duration MIN_LIFE = Duration.ofSeconds(10);
    private static final Duration MAX_LIFE = Duration.ofDays(1);

    /** Refuses a property that is out of bounds with an {@link IllegalArgumentException} that names it. */
    SessionProperties {
        DurationText.requireBetween("ags.session.max-token-life", maxTokenLife, MIN_LIFE, MAX_LIFE);
    }
}
