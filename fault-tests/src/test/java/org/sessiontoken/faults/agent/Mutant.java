package org.sessiontoken.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/** A promise of the product that is broken on purpose, to see whether these tests notice. */
public enum Mutant {
    /** Producers take a record for written once the leader has it. */
    ACKS_1(new Change(
            "org.apache.kafka.clients.producer.ProducerConfig",
            isConstructor().and(takesArguments(Map.class)),
            Broken.LeaderOnly.class)),
    /** A request counts as done, and is committed, when work on it begins. */
    COMMIT_BEFORE_REPLY(
            new Change(
                    "org.sessiontoken.answering.offsets.OffsetTracker", named("start"), Broken.DoneWhenStarted.class),
            new Change("org.sessiontoken.answering.offsets.OffsetTracker$Entry", named("done"), Broken.DoneOnce.class)),
    /** At a rebalance, requests that are not answered count as done, and their outcome is not written. */
    FORGET_AT_REBALANCE(
            new Change("org.sessiontoken.answering.offsets.OffsetTracker", named("positions"), Broken.ForgetsAll.class),
            new Change("org.sessiontoken.answering.offsets.OffsetTracker$Entry", named("done"), Broken.DoneOnce.class),
            new Change(
                    "org.sessiontoken.broker.intake.OutcomeWriter",
                    named("write")
                            .and(takesArguments(1))
                            .and(takesArgument(0, named("org.sessiontoken.broker.intake.WritableOutcome"))),
                    Broken.WritesNoForgotten.class)),
    /** The adapter is ready some seconds before its position on the reply topic is fixed. */
    POSITION_AFTER_READINESS(
            new Change("org.sessiontoken.client.ReplyReader", named("fixPosition"), Broken.AnnouncesEarly.class)),
    /** A request that is a minute old at most has a deadline that has not passed. */
    NO_DEADLINE_CHECK(
            new Change("org.sessiontoken.event.SessionTokenRequested", named("expiresAt"), Broken.NeverPassed.class));

    private final List<Change> changes;

    Mutant(Change... changes) {
        this.changes = List.of(changes);
    }

    static Mutant of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The name on a command line. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a program's log says when all is changed, each once. */
    public List<String> changes() {
        return changes.stream().map(change -> FaultAgent.CHANGED + change.type).toList();
    }

    List<Change> targets() {
        return changes;
    }

    void install(Instrumentation instrumentation) {
        for (Change change : changes) {
            change.install(instrumentation);
        }
    }

    /**
     * A method, and what is put before or behind it.
     *
     * @param type the name of the class
     */
    record Change(String type, ElementMatcher.Junction<MethodDescription> method, Class<?> advice) {

        void install(Instrumentation instrumentation) {
            new AgentBuilder.Default()
                    .type(ElementMatchers.named(type))
                    .transform((builder, found, loader, module, domain) -> {
                        if (found.getDeclaredMethods().filter(method).isEmpty()) {
                            FaultAgent.notThere(type + ", " + method);
                        }
                        FaultAgent.changed(type);
                        return builder.visit(Advice.to(advice).on(method));
                    })
                    .with(new Failures())
                    .installOn(instrumentation);
        }
    }

    /** A change that fails must not go unnoticed: ByteBuddy would leave the class as it is. */
    private static final class Failures extends AgentBuilder.Listener.Adapter {
        @Override
        public void onError(
                String type,
                @Nullable ClassLoader loader,
                @Nullable JavaModule module,
                boolean loaded,
                Throwable failure) {
            failure.printStackTrace();
            FaultAgent.notThere(type);
        }
    }
}
