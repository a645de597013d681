package org.sessiontoken.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * The clock of a program, set forward or back while it runs by the number of milliseconds in a file: Java's own clock, which
 * the product uses, and the clock of Kafka's clients. {@link System#nanoTime()} goes on, as it does when a machine's clock is
 * set.
 */
final class SteppedClock {

    private static final String OFFSET = "fault.clock.offset";
    private static final long LOOK_MS = 50;

    private SteppedClock() {}

    static void install(Path file, Instrumentation instrumentation) {
        System.setProperty(OFFSET, "0");
        Thread watch = new Thread(() -> watch(file), "fault-clock");
        watch.setDaemon(true);
        watch.start();
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .ignore(none())
                .type(named("java.time.Clock$SystemClock"))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                        Advice.to(StepsInstant.class).on(named("instant").and(takesNoArguments()))))
                .type(named("java.time.Clock$SystemClock"))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                        Advice.to(StepsMillis.class).on(named("millis").and(takesNoArguments()))))
                .type(named("org.apache.kafka.common.utils.SystemTime"))
                .transform((builder, type, loader, module, domain) -> builder.visit(
                        Advice.to(StepsMillis.class).on(named("milliseconds").and(takesNoArguments()))))
                .installOn(instrumentation);
        prove();
    }

    /** Steps the clock once, looks at it, and steps it back. */
    private static void prove() {
        System.setProperty(OFFSET, "-86400000");
        boolean stepped = Clock.systemUTC().instant().toEpochMilli() < System.currentTimeMillis() - 80_000_000;
        System.setProperty(OFFSET, "0");
        if (stepped) {
            FaultAgent.changed("the clock");
        } else {
            FaultAgent.notThere("java.time.Clock");
        }
    }

    private static void watch(Path file) {
        String last = "0";
        while (true) {
            try {
                Thread.sleep(LOOK_MS);
                String now = Files.exists(file) ? Files.readString(file).strip() : "0";
                if (!now.isEmpty() && !now.equals(last)) {
                    System.setProperty(OFFSET, now);
                    last = now;
                }
            } catch (IOException half) {
                // It is being written.
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** In a class of the JDK, which sees no class of this agent. */
    static final class StepsInstant {
        private StepsInstant() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Instant now) {
            now = now.plusMillis(Long.getLong("fault.clock.offset", 0L));
        }
    }

    /** In a class of the JDK, or of Kafka. */
    static final class StepsMillis {
        private StepsMillis() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) long now) {
            now += Long.getLong("fault.clock.offset", 0L);
        }
    }
}
