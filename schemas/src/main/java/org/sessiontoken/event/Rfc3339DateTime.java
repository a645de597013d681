package org.sessiontoken.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Parses times in events: the {@code date-time} of RFC 3339, section 5.6, as the schemas' pattern narrows it to what all
 * common libraries can represent. Leap seconds, fractions below the nanosecond and offsets above 14 hours are refused.
 *
 * <p>The parser reads each part at its fixed position; only the fraction has no fixed length. {@link Instant#parse} takes
 * a microsecond and accepts more than the pattern, so that the text would have to be checked first.
 */
final class Rfc3339DateTime {

    private static final int SECONDS_END = "yyyy-MM-ddTHH:mm:ss".length();

    private Rfc3339DateTime() {}

    /** Parses a time; refuses any other text with an {@link IllegalArgumentException} that does not quote it. */
    static Instant parse(String text) {
        boolean utc = text.endsWith("Z") || text.endsWith("z");
        int offset = text.length() - (utc ? 1 : "+hh:mm".length());
        if (offset < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) != 'T' && text.charAt(10) != 't')
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            throw refusal();
        }
        try {
            return LocalDateTime.of(
                            digits(text, 0, 4),
                            digits(text, 5, 7),
                            digits(text, 8, 10),
                            digits(text, 11, 13),
                            digits(text, 14, 16),
                            digits(text, 17, SECONDS_END),
                            nanoseconds(text, offset))
                    .toInstant(utc ? ZoneOffset.UTC : offset(text, offset));
        } catch (DateTimeException noSuchTime) {
            throw refusal();
        }
    }

    private static int nanoseconds(String text, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        int places = end - SECONDS_END - 1;
        if (text.charAt(SECONDS_END) != '.' || places < 1 || places > 9) {
            throw refusal();
        }
        int fraction = digits(text, SECONDS_END + 1, end);
        for (int i = places; i < 9; i++) {
            fraction *= 10;
        }
        return fraction;
    }

    private static ZoneOffset offset(String text, int at) {
        char sign = text.charAt(at);
        int hours = digits(text, at + 1, at + 3);
        int minutes = digits(text, at + 4, at + 6);
        if ((sign != '+' && sign != '-') || text.charAt(at + 3) != ':' || hours > 14 || minutes > 59) {
            throw refusal();
        }
        int seconds = (hours * 60 + minutes) * 60;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw refusal();
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static IllegalArgumentException refusal() {
        return new IllegalArgumentException("a time must be given as RFC 3339 describes, such as 2026-03-01T12:00:00Z");
    }
}
