package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.sessiontoken.benchmarks.Side.Sample;

/**
 * Records what this project's programs do under load (JDK Flight Recorder), and counts: in which methods samples were taken,
 * and under which they were, themselves or by what they call.
 *
 * <p>Arguments: the folder for data, the folder for results, and for how many seconds to record.
 */
final class Profile {

    private static final int IN_FLIGHT = 64;
    private static final int LINES = 45;

    private Profile() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path data = Files.createDirectories(Path.of(args[0]));
        Path results = Files.createDirectories(Path.of(args[1]));
        Duration time = Duration.ofSeconds(Integer.parseInt(args[2]));
        try (Programs programs = new Programs(data)) {
            Side us = programs.ours().side();
            us.warmUp();
            for (int inFlight : List.of(1, IN_FLIGHT, 256)) {
                say(inFlight, us, us.measure(inFlight, time));
            }
            for (Jvm jvm : us.jvms()) {
                jcmd(jvm, "JFR.start", "name=profile", "settings=profile");
            }
            us.measure(IN_FLIGHT, time);
            for (Jvm jvm : us.jvms()) {
                Path recording = data.resolve(jvm.name() + ".jfr");
                jcmd(jvm, "JFR.dump", "name=profile", "filename=" + recording);
                Files.writeString(results.resolve("profile-" + jvm.name() + ".txt"), count(recording));
            }
        }
    }

    private static void say(int inFlight, Side side, Sample sample) {
        StringBuilder each = new StringBuilder();
        for (int i = 0; i < side.jvms().size(); i++) {
            each.append(String.format(
                    Locale.ROOT,
                    ", %s %.0f µs %.1f KiB",
                    side.jvms().get(i).name(),
                    sample.cpuMicros(i),
                    sample.kibAllocated(i)));
        }
        System.out.printf(
                "%d in flight: %.0f/s, p50 %.2f ms, p99 %.2f ms, %.0f µs CPU and %.1f KiB each%s%n",
                inFlight,
                sample.load().perSecond(),
                sample.load().millis(50),
                sample.load().millis(99),
                sample.cpuMicros(),
                sample.kibAllocated(),
                each);
    }

    private static void jcmd(Jvm jvm, String... command) throws IOException, InterruptedException {
        List<String> line = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(jvm.pid())));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    private static String count(Path recording) throws IOException {
        Counts cpu = new Counts();
        Counts allocation = new Counts();
        Set<Long> known = new HashSet<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                switch (event.getEventType().getName()) {
                    case "jdk.ExecutionSample" -> cpu.add(event, 1);
                    case "jdk.ObjectAllocationSample" -> {
                        // A thread's first sample weighs all that it has allocated since it started.
                        if (event.getThread() != null
                                && !known.add(event.getThread().getJavaThreadId())) {
                            allocation.add(event, event.getLong("weight"));
                        }
                    }
                    default -> {}
                }
            }
        }
        return cpu.text("processor time") + "\n" + allocation.text("allocation");
    }

    /** The samples of each method and of each thread. */
    private static final class Counts {
        private final Map<String, Long> self = new HashMap<>();
        private final Map<String, Long> below = new HashMap<>();
        private final Map<String, Long> threads = new HashMap<>();
        private long all;

        void add(RecordedEvent event, long weight) {
            if (event.getStackTrace() == null) {
                return;
            }
            List<RecordedFrame> frames = event.getStackTrace().getFrames();
            Set<String> seen = new HashSet<>();
            for (RecordedFrame frame : frames) {
                if (seen.add(name(frame))) {
                    below.merge(name(frame), weight, Long::sum);
                }
            }
            all += weight;
            self.merge(name(frames.get(0)), weight, Long::sum);
            String field = event.hasField("sampledThread") ? "sampledThread" : "eventThread";
            String thread = event.getThread(field) == null
                    ? "?"
                    : String.valueOf(event.getThread(field).getJavaName());
            threads.merge(thread.replaceAll("\\d+", "#"), weight, Long::sum);
        }

        private static String name(RecordedFrame frame) {
            RecordedMethod method = frame.getMethod();
            return method.getType().getName() + "." + method.getName();
        }

        String text(String what) {
            return "## " + what + " by thread\n" + top(threads, 12) + "\n## " + what + " in the method itself\n"
                    + top(self, LINES) + "\n## " + what + " in the method and what it calls\n" + top(below, 4 * LINES);
        }

        private String top(Map<String, Long> counts, int lines) {
            StringBuilder text = new StringBuilder();
            counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(lines)
                    .forEach(count -> text.append(String.format(
                            Locale.ROOT, "%5.1f %%  %s%n", 100.0 * count.getValue() / all, count.getKey())));
            return text.toString();
        }
    }
}
