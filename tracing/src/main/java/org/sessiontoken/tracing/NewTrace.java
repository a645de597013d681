package org.sessiontoken.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.sessiontoken.value.TraceParent;

/** Makes the {@code traceparent} of a request that came without one and is not recorded. */
final class NewTrace {

    private static final HexFormat HEXADECIMAL = HexFormat.of();

    private NewTrace() {}

    /** A trace of which nobody is to record spans; its parent ID names none. */
    static TraceParent unrecorded() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder text = new StringBuilder(55).append("00-");
        text.append(HEXADECIMAL.toHexDigits(random.nextLong()));
        text.append(HEXADECIMAL.toHexDigits(notZero(random))).append('-');
        return new TraceParent(text.append(HEXADECIMAL.toHexDigits(notZero(random)))
                .append("-00")
                .toString());
    }

    /** An ID of zeros alone means that there is none. */
    private static long notZero(ThreadLocalRandom random) {
        long drawn = random.nextLong();
        return drawn == 0 ? 1 : drawn;
    }
}
