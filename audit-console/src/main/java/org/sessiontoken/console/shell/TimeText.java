package org.sessiontoken.console.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How times are shown.
 *
 * @param zone whose times they are
 * @param format the form
 */
record TimeText(ZoneId zone, DateTimeFormatter format) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

    /** For a program that reads it. */
    static TimeText full(ZoneId zone) {
        return new TimeText(zone, FULL);
    }

    /** To the millisecond, within one day. */
    static TimeText millis(ZoneId zone) {
        return new TimeText(zone, MILLIS);
    }

    /** For a person, who knows which day it is. */
    static TimeText brief(Instant from, Instant now, ZoneId zone) {
        boolean today = from.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return new TimeText(zone, today ? TIME : DATE);
    }

    String of(Instant time) {
        return format.format(time.atZone(zone));
    }
}
