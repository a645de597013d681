package org.sessiontoken.faults.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records of the request topic that a mutant counts as done although they are not. Called by changed classes of the product. */
public final class ForgottenRecords {

    private static final Set<String> FORGOTTEN = ConcurrentHashMap.newKeySet();

    private ForgottenRecords() {}

    /** Counts a record as done. */
    public static void done(Object entry) {
        Reflected.call(entry, "done");
    }

    /** Counts all records of a tracker as done, and remembers them. */
    public static void forgetAll(Object tracker) {
        ((Map<?, ?>) Reflected.field(tracker, "partitions")).forEach((name, partition) -> {
            int number = (int) Reflected.call(name, "partition");
            for (Object entry : new ArrayList<>((Collection<?>) Reflected.field(partition, "entries"))) {
                if (!(boolean) Reflected.field(entry, "done")) {
                    FORGOTTEN.add(number + "-" + Reflected.field(entry, "offset"));
                    done(entry);
                }
            }
        });
    }

    /** Whether an outcome is that of a record which was forgotten. */
    public static boolean contain(Object outcome) {
        Object place = Reflected.call(outcome, "place");
        return FORGOTTEN.contains(Reflected.call(place, "partition") + "-" + Reflected.call(place, "offset"));
    }
}
