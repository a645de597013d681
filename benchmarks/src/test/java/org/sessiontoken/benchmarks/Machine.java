package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** What this machine does besides: figures of a machine that others use are worth little, and should say so. */
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
     * What was so when watching began.
     *
     * @param at when
     * @param busy processor time by then
     * @param others of it, what was not ours
     */
    record Watch(Machine machine, long at, long busy, long others) {

        /** How much of all the processor time there was since has been used, from 0 to 1. */
        double busyShare() {
            return share(busyNanos() - busy);
        }

        /** How much of it has been used by others. */
        double othersShare() {
            return share(machine.othersNanos() - others);
        }

        /** How much of it so much processor time is. */
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
