package org.sessiontoken.session.signon;

import java.time.Instant;
import java.util.List;

/** From which record on a processor reads that takes a partition over. */
enum Rebuild {
    /** From the time on that the first record to be answered says, as the service does. */
    FROM_THE_LOG {
        @Override
        int begin(List<SignOnAttempt> log, int first) {
            Instant earliest = log.get(Math.min(first, log.size() - 1))
                    .at()
                    .minus(Attempts.TOKEN_LIFE)
                    .minus(SignOnLog.MEMORY);
            int begin = 0;
            while (begin < first && log.get(begin).at().isBefore(earliest)) {
                begin++;
            }
            return begin;
        }
    },
    /** From the first record to be answered: an owner without a memory. */
    NONE {
        @Override
        int begin(List<SignOnAttempt> log, int first) {
            return first;
        }
    };

    abstract int begin(List<SignOnAttempt> log, int first);
}
