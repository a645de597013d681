package org.sessiontoken.console.shell;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.sessiontoken.setting.DurationText;

/** A time on the command line: so long ago, or a date and a time. */
final class Moment {

    private Moment() {}

    /**
     * The time that a text means; of the future nothing can be said yet, and Kafka's time begins with the epoch.
     *
     * @param zone whose time it is where the text does not say so
     */
    static Instant of(String option, String text, Instant now, ZoneId zone) {
        try {
            Instant moment = DurationText.parse(text).map(now::minus).orElseGet(() -> date(text, zone));
            return moment.isAfter(now) ? now : moment.isBefore(Instant.EPOCH) ? Instant.EPOCH : moment;
        } catch (DateTimeException | ArithmeticException malformed) {
            throw new UnusableConfigException(
                    option + " must be a time such as 2026-11-28T09:00:00Z, or 2026-11-28T09:00"
                            + " in your own zone, or how long ago it was, such as 15m, 2h or 7d");
        }
    }

    private static Instant date(String text, ZoneId zone) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutZone) {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        }
    }
}
