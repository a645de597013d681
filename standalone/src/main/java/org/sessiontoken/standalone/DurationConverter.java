package org.sessiontoken.standalone;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.TypeConversionException;

/** Converts durations on the command line: {@code 30s}, {@code 5m}, {@code PT5M}. */
final class DurationConverter {

    private DurationConverter() {}

    static Duration convert(String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException("must be a duration such as 30s, 5m or PT5M, not '" + text + "'");
        }
    }
}
