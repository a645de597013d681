package org.sessiontoken.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the sides that are compared.
 *
 * @param name its name in the tables
 * @param jvms the programs that it takes, Kafka first
 * @param closed keeps a number of requests in flight for a duration
 * @param http its address for requests at a fixed rate, if it speaks HTTP
 */
record Side(
        String name,
        List<Jvm> jvms,
        ClosedLoop closed,
        @Nullable HttpLoad http) {

    private static final long WARM_UP_REQUESTS = 150_000;
    private static final long WARM_UP_MOST = 1_000_000;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(4);
    /** Batches of another size take other paths through the code. */
    private static final List<Integer> WARM_UP_IN_FLIGHT = List.of(64, 256);

    /** Compilers count as quiet when they take less than this of a step's time, all threads of all JVMs together. */
    private static final double QUIET = 0.03;

    /** Keeps a number of requests in flight for a duration. */
    @FunctionalInterface
    interface ClosedLoop {
        Load run(int inFlight, Duration time);
    }

    /**
     * The figures of one measurement, and the use of each program, in the order of the side's JVMs.
     *
     * @param load the answers
     * @param cpuNanos processor time of each program
     * @param allocated bytes allocated by each program
     */
    record Sample(Load load, List<Long> cpuNanos, List<Long> allocated) {

        double cpuMicros(int jvm) {
            return cpuNanos.get(jvm) / 1e3 / Math.max(1, load.all());
        }

        double cpuMicros() {
            return cpuNanos.stream().mapToLong(Long::longValue).sum() / 1e3 / Math.max(1, load.all());
        }

        double kibAllocated(int jvm) {
            return allocated.get(jvm) / 1024.0 / Math.max(1, load.all());
        }

        double kibAllocated() {
            return allocated.stream().mapToLong(Long::longValue).sum() / 1024.0 / Math.max(1, load.all());
        }
    }

    /**
     * Asks until everything that is asked again and again is compiled: at least so many requests, since a method is compiled by
     * how often it has run, and until the JVMs' compilers are quiet, since a side with more code takes more of them.
     */
    void warmUp() {
        WARM_UP_IN_FLIGHT.forEach(this::warmUp);
    }

    private void warmUp(int inFlight) {
        boolean quiet = false;
        for (long answered = 0; answered < WARM_UP_REQUESTS || !quiet && answered < WARM_UP_MOST; ) {
            double before = compilationMillis();
            answered += closed.run(inFlight, WARM_UP_STEP).all();
            quiet = compilationMillis() - before < QUIET * WARM_UP_STEP.toMillis();
        }
    }

    private double compilationMillis() {
        return jvms.stream()
                .mapToDouble(jvm -> jvm.figure("java.lang:type=Compilation", "TotalCompilationTime"))
                .sum();
    }

    Sample measure(int inFlight, Duration time) {
        List<Long> cpu = cpu();
        List<Long> allocated = allocated();
        Load load = closed.run(inFlight, time);
        return new Sample(load, less(cpu(), cpu), less(allocated(), allocated));
    }

    Load atRate(int connections, int perSecond, Duration time) {
        return Objects.requireNonNull(http, "the floor is not asked at a rate").atRate(connections, perSecond, time);
    }

    private List<Long> cpu() {
        return jvms.stream().map(jvm -> jvm.cpu().toNanos()).toList();
    }

    private List<Long> allocated() {
        return jvms.stream().map(Jvm::allocated).toList();
    }

    private static List<Long> less(List<Long> later, List<Long> earlier) {
        List<Long> difference = new ArrayList<>();
        for (int i = 0; i < later.size(); i++) {
            difference.add(later.get(i) - earlier.get(i));
        }
        return difference;
    }
}
