package org.sessiontoken.faults;

import java.time.Duration;
import org.sessiontoken.faults.processes.Role;

/** What is done to programs. Those that have ended are started again. */
enum Fault {
    NONE("nothing", Role.BROKER, 0, 0),
    KILL_BROKER("kill -9 of", Role.BROKER, 3_000, 5_000),
    KILL_ALL_BROKERS("kill -9 of all brokers, begun with", Role.BROKER, 2_000, 4_000),
    /** Longer than the session timeout: then it goes on, and does not know that its work was given to others. */
    FREEZE_BROKER("SIGSTOP, then SIGCONT, of", Role.BROKER, 8_000, 11_000),
    ROLL_BROKERS("SIGTERM and start of each broker in turn, begun with", Role.BROKER, 0, 0),
    KILL_ADAPTER("kill -9 of", Role.ADAPTER, 2_000, 3_000),
    /** Shorter than its deadline: a program that stands still tells nobody in time. */
    FREEZE_ADAPTER("SIGSTOP, then SIGCONT, of", Role.ADAPTER, 4_000, 7_000),
    ROLL_ADAPTERS("SIGTERM and start of each adapter in turn, begun with", Role.ADAPTER, 0, 0),
    KILL_KAFKA("kill -9 of", Role.KAFKA, 3_000, 5_000),
    FREEZE_KAFKA("SIGSTOP, then SIGCONT, of", Role.KAFKA, 3_000, 5_000),
    ROLL_KAFKA("SIGTERM and start of each node in turn, begun with", Role.KAFKA, 0, 0),
    ROLL_ALL("SIGTERM and start of everything in turn, begun with", Role.KAFKA, 0, 0),
    FULL_DISK("a full disk under", Role.KAFKA, 2_000, 4_000),
    DELAY("bytes to and from Kafka 100 ms later, of", Role.BROKER, 3_000, 5_000),
    DELAY_ADAPTER("bytes to and from Kafka 100 ms later, of", Role.ADAPTER, 3_000, 5_000),
    CUT("no connection to Kafka, of", Role.BROKER, 7_000, 9_000),
    CUT_ADAPTER("no connection to Kafka, of", Role.ADAPTER, 3_000, 5_000),
    SWALLOW("bytes to and from Kafka are lost, of", Role.BROKER, 8_000, 10_000),
    CUT_ANSWERS("connections to Kafka cut in place of one of 20 answers, of", Role.BROKER, 3_000, 5_000),
    CUT_ANSWERS_ADAPTER("connections to Kafka cut in place of one of 20 answers, of", Role.ADAPTER, 3_000, 5_000),
    CLOCK_FORWARD("a clock 5 minutes ahead, of", Role.BROKER, 3_000, 5_000),
    CLOCK_BACK("a clock 5 minutes behind, of", Role.BROKER, 3_000, 5_000),
    CLOCK_FORWARD_ADAPTER("a clock 5 minutes ahead, of", Role.ADAPTER, 3_000, 5_000),
    CLOCK_BACK_ADAPTER("a clock 5 minutes behind, of", Role.ADAPTER, 3_000, 5_000);

    private final String text;
    private final Role role;
    private final int minMs;
    private final int maxMs;

    Fault(String text, Role role, int minMs, int maxMs) {
        this.text = text;
        this.role = role;
        this.minMs = minMs;
        this.maxMs = maxMs;
    }

    String text() {
        return text;
    }

    /** Whom it may befall. */
    Role role() {
        return role;
    }

    Duration minLasting() {
        return Duration.ofMillis(minMs);
    }

    Duration maxLasting() {
        return Duration.ofMillis(maxMs);
    }
}
