package org.sessiontoken.benchmarks;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** A program in a JVM of its own, started with the flags that all have in common, and ended with this one. */
final class Jvm implements AutoCloseable {

    /** The same for every JVM that is measured. */
    static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m");

    private final String name;
    private final Process process;
    private @Nullable JMXConnector management;

    private Jvm(String name, Process process) {
        this.name = name;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    static Jvm start(String name, Path logs, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of(System.getProperty("benchmarks.flags", "").split(" ")));
        command.removeIf(String::isBlank);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        try {
            return new Jvm(
                    name,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(logs.resolve(name + ".log").toFile())
                            .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** User and system time so far, as Linux counts it in {@code /proc/<pid>/stat}: in hundredths of a second. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What all its threads have allocated so far, in bytes; 0 before JDK 21, which does not tell. */
    long allocated() {
        try {
            Object bytes = management()
                    .getMBeanServerConnection()
                    .getAttribute(new ObjectName("java.lang:type=Threading"), "TotalThreadAllocatedBytes");
            return bytes instanceof Long count ? count : 0;
        } catch (JMException | IOException unknown) {
            return 0;
        }
    }

    /** The most memory that it has had so far, in MiB, with all that is not heap. */
    long peakMiB() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    /** The address is that of a process this program started itself, on loopback. */
    @SuppressWarnings("BanJNDI")
    private JMXConnector management() throws IOException {
        JMXConnector connected = management;
        if (connected == null) {
            connected = JMXConnectorFactory.connect(new JMXServiceURL(agent()));
            management = connected;
        }
        return connected;
    }

    private String agent() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException unsupported) {
            throw new IOException(unsupported);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
