package org.sessiontoken.console.live;

import java.time.Duration;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests are watched as they come.
 *
 * @param maxBrowsers maximum number of browsers that watch at once; a further one is answered with 503
 * @param keptRows number of rows that are kept for browsers that come back; from 100 to 1000000
 * @param maxQueuedRows maximum number of rows that wait for one browser; what is more is skipped, and the browser is told
 * @param heartbeat how often a browser gets a comment when there is no row, from 100 milliseconds to 1 minute
 * @param maxDuration how long a browser is written to before it has to ask again, and its rights are looked at again; from 1
 *     second to 1 hour
 */
@ConfigurationProperties("ags.console.live")
record LiveProperties(
        @DefaultValue("64") int maxBrowsers,
        @DefaultValue("10000") int keptRows,
        @DefaultValue("1000") int maxQueuedRows,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("5m") Duration maxDuration) {

    private static final String PREFIX = "ags.console.live.";
    private static final int MAX_BROWSERS = 10_000;
    private static final int MIN_KEPT = 100;
    private static final int MAX_KEPT = 1_000_000;

    LiveProperties {
        NumberText.requireBetween(PREFIX + "max-browsers", maxBrowsers, 1, MAX_BROWSERS);
        NumberText.requireBetween(PREFIX + "kept-rows", keptRows, MIN_KEPT, MAX_KEPT);
        NumberText.requireBetween(PREFIX + "max-queued-rows", maxQueuedRows, 1, MAX_KEPT);
        DurationText.requireBetween(PREFIX + "heartbeat", heartbeat, Duration.ofMillis(100), Duration.ofMinutes(1));
        DurationText.requireBetween(PREFIX + "max-duration", maxDuration, Duration.ofSeconds(1), Duration.ofHours(1));
    }
}
