package org.sessiontoken.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.sessiontoken.faults.processes.Deployment;
import org.sessiontoken.faults.processes.Pause;
import org.sessiontoken.faults.processes.Program;
import org.sessiontoken.faults.processes.Role;
import org.sessiontoken.faults.relay.Relay;

/** Does what is planned, undoes it, and returns when every program does its work again. */
final class Injector {

    private static final Duration CLOCK_STEP = Duration.ofMinutes(5);

    /** As {@code minReadySeconds} of {@code deploy/kubernetes}. */
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private static final Duration DELAY = Duration.ofMillis(100);
    private static final int ONE_ANSWER_OF = 20;

    private final Deployment deployment;

    Injector(Deployment deployment) {
        this.deployment = deployment;
    }

    void inject(PlannedFault planned) {
        Pause.of(planned.after());
        switch (planned.fault()) {
            case NONE -> Pause.of(planned.lasting());
            case KILL_BROKER, KILL_ADAPTER, KILL_KAFKA -> kill(List.of(victim(planned)), planned);
            case KILL_ALL_BROKERS -> kill(inTurn(planned, Role.BROKER), planned);
            case FREEZE_BROKER, FREEZE_ADAPTER, FREEZE_KAFKA -> freeze(planned);
            case ROLL_BROKERS -> roll(inTurn(planned, Role.BROKER));
            case ROLL_ADAPTERS -> roll(inTurn(planned, Role.ADAPTER));
            case ROLL_KAFKA -> roll(inTurn(planned, Role.KAFKA));
            case ROLL_ALL -> rollAll(planned);
            case FULL_DISK -> fillDisk(planned);
            case DELAY, DELAY_ADAPTER -> relay(planned, relay -> relay.delay(DELAY));
            case CUT, CUT_ADAPTER -> relay(planned, Relay::cut);
            case SWALLOW -> relay(planned, Relay::swallow);
            case CUT_ANSWERS, CUT_ANSWERS_ADAPTER -> relay(planned, relay -> relay.cutAnswers(ONE_ANSWER_OF));
            case CLOCK_FORWARD, CLOCK_FORWARD_ADAPTER -> stepClock(planned, CLOCK_STEP);
            case CLOCK_BACK, CLOCK_BACK_ADAPTER -> stepClock(planned, CLOCK_STEP.negated());
        }
        deployment.awaitReady();
    }

    private Program victim(PlannedFault planned) {
        return deployment.program(planned.victim());
    }

    /** All of a role, the victim first. */
    private List<Program> inTurn(PlannedFault planned, Role role) {
        List<String> names = new ArrayList<>(deployment.topology().names(role));
        Collections.rotate(names, -Math.max(0, names.indexOf(planned.victim())));
        return names.stream().map(deployment::program).toList();
    }

    private static void kill(List<Program> victims, PlannedFault planned) {
        victims.forEach(Program::kill);
        Pause.of(planned.lasting());
        victims.forEach(Program::start);
    }

    private void freeze(PlannedFault planned) {
        victim(planned).freeze();
        try {
            Pause.of(planned.lasting());
        } finally {
            victim(planned).thaw();
        }
    }

    private static void roll(List<Program> victims) {
        for (Program victim : victims) {
            victim.terminate();
            victim.start();
            victim.awaitReady();
            Pause.of(BETWEEN);
        }
    }

    private void rollAll(PlannedFault planned) {
        roll(inTurn(planned, Role.KAFKA));
        roll(inTurn(planned, Role.BROKER));
        roll(inTurn(planned, Role.ADAPTER));
    }

    /** Kafka ends itself when it cannot write. */
    private void fillDisk(PlannedFault planned) {
        deployment.disk().fill();
        victim(planned).awaitEnd();
        Pause.of(planned.lasting());
        deployment.disk().free();
        victim(planned).start();
    }

    private void relay(PlannedFault planned, Consumer<Relay> what) {
        List<Relay> relays = deployment.relaysOf(planned.victim());
        relays.forEach(what);
        Pause.of(planned.lasting());
        relays.forEach(Relay::pass);
    }

    private void stepClock(PlannedFault planned, Duration step) {
        deployment.stepClock(planned.victim(), step);
        Pause.of(planned.lasting());
        deployment.stepClock(planned.victim(), Duration.ZERO);
    }
}
