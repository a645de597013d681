package org.sessiontoken.standalone;

import java.time.Duration;
import org.sessiontoken.setting.DurationText;
import picocli.CommandLine.TypeConversionException;

/** Converts durations on the command line: {@code 30s}, {@code 5m}, {@code PT5M}. A number without a unit is refused. */
final class DurationConverter {

    private DurationConverter() {}

    static Duration convert(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "must be a duration with its unit, such as 30s, 5m or PT5M, not '" + text + "'"));
    }
}
