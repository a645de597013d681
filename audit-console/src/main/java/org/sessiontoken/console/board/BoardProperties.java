package org.sessiontoken.console.board;

import java.time.Duration;
import org.sessiontoken.setting.DurationText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the board shows.
 *
 * @param brokerGroup Consumer group of the brokers, as ags.broker.intake.group of the broker says it
 * @param lately How far back rates, refusals and latencies are taken from
 */
@ConfigurationProperties("ags.console.board")
record BoardProperties(
        @DefaultValue("session-token-broker") String brokerGroup,
        @DefaultValue("5m") Duration lately) {

    /** Refuses what is out of bounds, with an {@link IllegalArgumentException} that names the property. */
    BoardProperties {
        DurationText.requireBetween("ags.console.board.lately", lately, Duration.ofSeconds(10), Duration.ofDays(1));
    }
}
