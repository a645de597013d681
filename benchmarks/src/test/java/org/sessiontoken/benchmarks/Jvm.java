package org.sessiontoken.benchmarks;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** A program in a JVM of its own, started with the flags that all have in common, and ended with this one. */
final class Jvm implements AutoCloseable {

    /** The same for every JVM that is measured. */
    private static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m");

    private final String name;
    private final Process process;
    private @Nullable JMXConnector management;

    private Jvm(String name, Process process) {
        this.name = name;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** The flags of those that are measured, with what {@code BENCHMARKS_FLAGS} adds. */
    static List<String> flags() {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(addedFlags());
        return flags;
    }

    static List<String> addedFlags() {
        return Stream.of(System.getProperty("benchmarks.flags", "").split(" "))
                .filter(flag -> !flag.isBlank())
                .toList();
    }

    static Jvm start(String name, Path logs, Class<?> program, List<String> arguments) {
        return start(name, logs, System.getProperty("java.class.path"), program, arguments);
    }

    static Jvm start(String name, Path logs, String classPath, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(flags());
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(arguments);
        return startByCommand(name, logs, Path.of(""), command);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts a program in a folder by a command as a user would, which must become the JVM; on this program's Java. */
    static Jvm startByCommand(String name, Path logs, Path folder, List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve(name + ".log").toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return new Jvm(name, process.start());
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
            return (Long) attribute("java.lang:type=Threading", "TotalThreadAllocatedBytes");
        } catch (JMException | IOException unknown) {
            return 0;
        }
    }

    /** A figure that the JVM tells over JMX. */
    double figure(String object, String attribute) {
        try {
            return ((Number) attribute(object, attribute)).doubleValue();
        } catch (JMException | IOException unknown) {
            throw new IllegalStateException(name + " does not tell " + attribute + " of " + object, unknown);
        }
    }

    private Object attribute(String object, String attribute) throws JMException, IOException {
        return management().getMBeanServerConnection().getAttribute(new ObjectName(object), attribute);
    }

    /** What is left on its heap after a full collection, in MiB. */
    double heapMiB() {
        try {
            MBeanServerConnection server = management().getMBeanServerConnection();
            ObjectName memory = new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME);
            server.invoke(memory, "gc", null, null);
            CompositeData heap = (CompositeData) server.getAttribute(memory, "HeapMemoryUsage");
            return MemoryUsage.from(heap).getUsed() / 1024.0 / 1024.0;
        } catch (JMException | IOException unknown) {
            throw new IllegalStateException(name + " does not tell what is on its heap", unknown);
        }
    }

    /** The memory that the process has now, in MiB, heap or not. */
    long residentMiB() {
        return statusMiB("VmRSS:");
    }

    /** The maximum of the memory that the process has had so far, in MiB, heap or not. */
    long peakMiB() {
        return statusMiB("VmHWM:");
    }

    private long statusMiB(String key) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(key))
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
        try {
            JMXConnector connected = management;
            if (connected != null) {
                connected.close();
            }
        } catch (IOException gone) {
            // The process ends anyway.
        }
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
