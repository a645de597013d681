package org.sessiontoken.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which partition a request is written to, which broker instances are silent, and which requests are sent a second
 * time.
 *
 * <ul>
 *   <li>An instance is <em>overdue</em> if it owes replies and has given none for a while.
 *   <li>An overdue instance is <em>silent</em> if another instance has answered meanwhile. It stays silent until it answers,
 *       leaves the group, or ten seconds have passed. New requests avoid it; now and then one is sent to it to see whether it
 *       answers again.
 *   <li>The requests that an overdue or silent instance owes are sent again, once, to an instance that is neither; and so are
 *       requests on a partition that nobody owns. The {@link HedgingBudget} bounds how many.
 * </ul>
 *
 * <p>A slow system is not a silent one: as long as replies take long, twice their average time has to pass before an instance is
 * overdue. So overload makes no further load.
 *
 * <p>Times are those of {@link System#nanoTime()} and are passed in. Not safe for several threads.
 */
final class Hedging {

    /** A silent instance that is dead has left the group by then. */
    static final Duration MAX_SILENCE = Duration.ofSeconds(10);

    /** The average is that of about as many replies. */
    private static final int AVERAGED = 8;

    private final long minPatience;
    private final HedgingBudget budget;
    private final SilenceListener listener;
    private final Map<Integer, Partition> partitions = new TreeMap<>();
    private final Map<String, BrokerInstance> instances = new HashMap<>();
    private double averageLatency;
    private int turn;
    private long lastLook;
    private long resumedAt;
    private boolean looked;

    /**
     * Knows no instance yet.
     *
     * @param hedgeAfter after how long without a reply an instance is overdue, at the earliest
     */
    Hedging(Duration hedgeAfter, HedgingBudget budget, SilenceListener listener) {
        this.minPatience = hedgeAfter.toNanos();
        this.budget = budget;
        this.listener = listener;
    }

    /** Says which instance owns which partition. Partitions that are not named have no owner. */
    void ownersAre(Map<Integer, String> owners, long now) {
        instances.keySet().retainAll(new HashSet<>(owners.values()));
        owners.values().forEach(name -> instances.computeIfAbsent(name, added -> new BrokerInstance(added, now)));
        Set<Integer> known = new HashSet<>(partitions.keySet());
        known.addAll(owners.keySet());
        for (int number : known) {
            String owner = owners.get(number);
            partition(number, now).ownedBy(owner == null ? null : instances.get(owner), now);
        }
        partitions.values().removeIf(partition -> partition.owner == null && partition.owed.isEmpty());
    }

    /**
     * Chooses the partition of a request that is sent for the first time.
     *
     * @param available the partitions that can be written, at least one
     */
    int route(SentRequest request, List<Integer> available, long now) {
        budget.earn();
        // Until Kafka says that it has the request: a reply may be here before that.
        request.owedSince = now;
        request.first = choose(request.isRepeatable(), available, now);
        return request.first;
    }

    /** How long an instance that owes replies may give none. */
    private long patience() {
        return Math.max(minPatience, (long) (2 * averageLatency));
    }

    private int choose(boolean repeatable, List<Integer> available, long now) {
        if (repeatable && budget.has(HedgingBudget.ALL)) {
            for (int number : available) {
                BrokerInstance owner = ownerOf(number);
                if (owner != null && owner.isProbeDue(now, minPatience)) {
                    owner.lastProbe = now;
                    return number;
                }
            }
        }
        int chosen = choose(number -> isAnswering(ownerOf(number)), available, now);
        return chosen >= 0 ? chosen : choose(number -> true, available, now);
    }

    private static int choose(IntPredicate wanted, List<Integer> available, long now) {
        int count = 0;
        for (int number : available) {
            count += wanted.test(number) ? 1 : 0;
        }
        int index = count == 0 ? 0 : TimeSlice.index(now, count);
        for (int number : available) {
            if (wanted.test(number) && index-- == 0) {
                return number;
            }
        }
        return -1;
    }

    /** Says that Kafka has the first sending of a request: from now on its partition's owner owes the reply. */
    void acknowledged(SentRequest request, long now) {
        if (!request.left) {
            request.owedSince = now;
            partition(request.first, now).owed.add(request);
        }
    }

    /**
     * Says that a reply has arrived.
     *
     * @param isToSecond whether the reply is to the second sending
     */
    void answered(SentRequest request, boolean isToSecond, long now) {
        BrokerInstance first = ownerOf(request.first);
        BrokerInstance answering = isToSecond ? ownerOf(request.second) : first;
        if (answering == null) {
            return;
        }
        answering.answered(now, listener);
        long latency = Math.max(0, now - (isToSecond ? request.repeatedAt : request.owedSince));
        averageLatency += (latency - averageLatency) / AVERAGED;
        if (isToSecond && first != null && first != answering && first.lastSign - request.owedSince <= 0) {
            first.fallsSilent(now, listener);
        }
    }

    /** Says that nobody waits for the reply any more. */
    void left(SentRequest request) {
        request.left = true;
        Partition partition = partitions.get(request.first);
        if (partition != null) {
            partition.owed.remove(request);
        }
    }

    /**
     * The requests that are to be sent a second time, each with its {@link SentRequest#second() partition}.
     *
     * @param available the partitions that can be written
     */
    List<SentRequest> due(List<Integer> available, long now) {
        noteStandstill(now);
        long patience = patience();
        Set<BrokerInstance> overdue = new HashSet<>();
        for (BrokerInstance instance : instances.values()) {
            long since = owingSince(instance, now);
            if (now - since >= patience) {
                overdue.add(instance);
                if (instances.values().stream().anyMatch(other -> other.hasAnsweredSince(since))) {
                    instance.fallsSilent(now, listener);
                }
            }
            instance.lapse(now);
        }
        List<Integer> targets = available.stream()
                .filter(number -> isAnswering(ownerOf(number)) && !overdue.contains(ownerOf(number)))
                .toList();
        List<SentRequest> due = new ArrayList<>();
        if (!targets.isEmpty()) {
            partitions.values().forEach(partition -> collect(partition, overdue, targets, now, due));
        }
        return due;
    }

    private void collect(
            Partition partition, Set<BrokerInstance> overdue, List<Integer> targets, long now, List<SentRequest> due) {
        BrokerInstance owner = partition.owner;
        boolean silent = owner != null && owner.silent;
        if (owner != null && !silent && !overdue.contains(owner)) {
            return;
        }
        long age = silent ? minPatience / 5 : patience();
        for (SentRequest request : partition.owed) {
            if (request.isRepeatable() && request.second < 0 && now - request.owedSince >= age) {
                if (!budget.spend(silent ? HedgingBudget.ALL : HedgingBudget.HALF)) {
                    return;
                }
                request.repeatedAt = now;
                request.second = targets.get(Math.floorMod(turn++, targets.size()));
                due.add(request);
            }
        }
    }

    /** After a standstill of this program, replies that arrived meanwhile are not read yet. */
    private void noteStandstill(long now) {
        if (!looked || now - lastLook > minPatience / 2) {
            resumedAt = now;
        }
        looked = true;
        lastLook = now;
    }

    /** Since when an instance owes replies and has given none; now, if it owes none. */
    private long owingSince(BrokerInstance instance, long now) {
        long since = now;
        for (Partition partition : partitions.values()) {
            if (partition.owner == instance && !partition.owed.isEmpty()) {
                long oldest = partition.owed.iterator().next().owedSince;
                since = earlier(since, later(oldest, partition.ownedSince));
            }
        }
        return later(later(since, instance.lastSign), resumedAt);
    }

    int silentInstances() {
        return (int)
                instances.values().stream().filter(instance -> instance.silent).count();
    }

    private static boolean isAnswering(@Nullable BrokerInstance instance) {
        return instance != null && !instance.silent;
    }

    private @Nullable BrokerInstance ownerOf(int number) {
        Partition partition = partitions.get(number);
        return partition == null ? null : partition.owner;
    }

    private Partition partition(int number, long now) {
        return partitions.computeIfAbsent(number, added -> new Partition(now));
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
