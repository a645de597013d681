package org.sessiontoken.faults.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sessiontoken.faults.checker.Call;

/** What all callers saw. */
public final class History {

    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    void begun() {
        open.incrementAndGet();
    }

    void ended(Call call) {
        calls.add(call);
        open.decrementAndGet();
    }

    /** How many calls have not ended. */
    public int open() {
        return open.get();
    }

    /** The calls that have ended since it was last asked. */
    public List<Call> take() {
        List<Call> taken = new ArrayList<>();
        for (Call call = calls.poll(); call != null; call = calls.poll()) {
            taken.add(call);
        }
        return taken;
    }
}
