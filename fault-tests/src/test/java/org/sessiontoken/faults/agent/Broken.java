package org.sessiontoken.faults.agent;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The code that breaks promises. It becomes part of methods of the product and of Kafka's clients, so that it may use nothing
 * but what they see: the JDK, and public methods of this agent.
 */
final class Broken {

    private Broken() {}

    /** Before the constructor of a producer's configuration. */
    static final class LeaderOnly {
        private LeaderOnly() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) Map<String, Object> properties) {
            Map<String, Object> changed = new HashMap<>(properties);
            changed.put("acks", "1");
            changed.put("enable.idempotence", false);
            properties = changed;
        }
    }

    /** Behind the start of a record. */
    static final class DoneWhenStarted {
        private DoneWhenStarted() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return Object entry) {
            ForgottenRecords.done(entry);
        }
    }

    /** In place of the end of a record that has ended. */
    static final class DoneOnce {
        private DoneOnce() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("done") boolean done) {
            return done;
        }
    }

    /** Before it is said what is done, at a rebalance. */
    static final class ForgetsAll {
        private ForgetsAll() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object tracker) {
            ForgottenRecords.forgetAll(tracker);
        }
    }

    /** In place of the writing of an outcome. */
    static final class WritesNoForgotten {
        private WritesNoForgotten() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(0) Object outcome) {
            return ForgottenRecords.contain(outcome);
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.Enter boolean forgotten,
                @Advice.Return(readOnly = false) @Nullable CompletionStage<Void> written) {
            if (forgotten) {
                written = CompletableFuture.completedFuture(null);
            }
        }
    }

    /** Before the position on a reply topic is fixed. */
    static final class AnnouncesEarly {
        private AnnouncesEarly() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object reader, @Advice.Argument(1) Object topic) {
            EarlyPosition.announce(reader, topic);
        }
    }

    /** Behind the deadline of a request. */
    static final class NeverPassed {
        private NeverPassed() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("requestedAt") Instant requestedAt,
                @Advice.Return(readOnly = false) Instant expiresAt) {
            if (Instant.now().isAfter(expiresAt)) {
                expiresAt = requestedAt.plusSeconds(60);
            }
        }
    }
}
