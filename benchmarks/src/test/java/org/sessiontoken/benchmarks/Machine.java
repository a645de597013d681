package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** What else the machine does: figures of a machine that others use are worth little, and should say so. */
record Machine(Collection<Jvm> ours) {

    private static final long NANOS_PER_TICK = 10_000_000;

    /** Processor time so far of all that is not ours, in nanoseconds, with what the kernel does for nobody in particular. */
    private long othersNanos() {
        long mine =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        return busyNanos()
                - mine
                - ours.stream().mapToLong(jvm -> jvm.cpu().toNanos()).sum();
    }

    /** Watches the processors from now on. */
    Watch watch() {
        return new Watch(this, System.nanoTime(), busyNanos(), othersNanos());
    }

    /**
     * The state at the beginning of the watch.
     *
     * @param at the time of it
     * @param busy the processor time until then
     * @param others the part of it that other programs used
     */
    record Watch(Machine machine, long at, long busy, long others) {

        /** The share of the processor time since then that was used, from 0 to 1. */
        double busyShare() {
            return share(busyNanos() - busy);
        }

        /** The share that other programs used. */
        double othersShare() {
            return share(machine.othersNanos() - others);
        }

        /** A processor time as a share of all processor time since then. */
        double share(long nanos) {
            return (double) nanos
                    / (System.nanoTime() - at)
                    / Runtime.getRuntime().availableProcessors();
        }
    }

    /** User, nice, system, and interrupts, of the first line of {@code /proc/stat}. */
    private static long busyNanos() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] ticks = lines.findFirst().orElseThrow().split("\\s+");
            return (Long.parseLong(ticks[1])
                            + Long.parseLong(ticks[2])
                            + Long.parseLong(ticks[3])
                            + Long.parseLong(ticks[6])
                            + Long.parseLong(ticks[7]))
                    * NANOS_PER_TICK;
        } catch (IOException notLinux) {
            throw new UncheckedIOException(notLinux);
        }
    }
}
