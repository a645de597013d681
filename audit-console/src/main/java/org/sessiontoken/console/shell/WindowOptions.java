package org.sessiontoken.console.shell;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.search.FlowFilter;
import picocli.CommandLine.Option;

/** The time that is looked at. */
final class WindowOptions {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "From when on, inclusive: a time, or how long ago it was; default: ${DEFAULT-VALUE}.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "Until when, exclusive; default: now.")
    private @Nullable String to;

    @Option(
            names = "--max-records",
            paramLabel = "N",
            defaultValue = "20000000",
            description = "Maximum number of records that are read; default: ${DEFAULT-VALUE}.")
    private long maxRecords;

    long maxRecords() {
        return maxRecords;
    }

    /** The filter, for this time. */
    FlowFilter of(FlowFilter filter, Instant now, ZoneId zone) {
        Instant begin = Moment.of("--from", from, now, zone);
        Instant end = to == null ? now : Moment.of("--to", to, now, zone);
        if (!begin.isBefore(end)) {
            throw new UnusableConfigException("--from must be before --to, and before now");
        }
        return filter.between(begin, end);
    }
}
