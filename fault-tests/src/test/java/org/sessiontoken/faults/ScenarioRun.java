package org.sessiontoken.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sessiontoken.faults.checker.Call;
import org.sessiontoken.faults.checker.Checker;
import org.sessiontoken.faults.checker.Rule;
import org.sessiontoken.faults.checker.TopicContents;
import org.sessiontoken.faults.checker.TopicReader;
import org.sessiontoken.faults.checker.Verdict;
import org.sessiontoken.faults.load.History;
import org.sessiontoken.faults.load.HttpCallers;
import org.sessiontoken.faults.load.KafkaCaller;
import org.sessiontoken.faults.processes.AuthServices;
import org.sessiontoken.faults.processes.Deployment;
import org.sessiontoken.faults.processes.Pause;

/** Runs scenarios one after the other on one deployment, and holds all that was seen on it against its topics. */
final class ScenarioRun implements AutoCloseable {

    private static final Duration CALLS_END = Duration.ofSeconds(25);
    private static final Duration OUTCOMES_COME = Duration.ofSeconds(40);
    private static final Set<String> FICKLE = Set.of(AuthServices.FICKLE.id());
    private static final Duration WARM = Duration.ofMillis(100);
    private static final int MAX_WARM_UPS = 5;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Deployment deployment;
    private final Seed seed;
    private final TopicReader topics;
    private final Injector injector;
    private final List<Call> calls = new ArrayList<>();

    ScenarioRun(Deployment deployment, Seed seed) {
        this.deployment = deployment;
        this.seed = seed;
        this.topics = new TopicReader(deployment.bootstrapServers());
        this.injector = new Injector(deployment);
    }

    /** Calls until answers come as quickly as from programs that have run for a while; what is seen is checked with the rest. */
    void warmUp() {
        for (int round = 1; round <= MAX_WARM_UPS; round++) {
            List<Call> seen = load(Scenarios.warmUp(round), "warm-up-" + round + ".", List.of());
            calls.addAll(seen);
            Figures figures = Figures.of(seen);
            if (figures.failed() == 0 && figures.p99().compareTo(WARM) < 0) {
                return;
            }
        }
        System.out.println("  still cold: this machine has too much to do for figures of time");
    }

    Result run(Scenario scenario) {
        List<PlannedFault> planned = PlannedFault.of(scenario, seed);
        planned.forEach(fault -> System.out.println("  " + scenario.name() + ": " + fault));
        String prefix = scenario.name() + ".";
        List<Call> seen = load(scenario, prefix, planned);
        calls.addAll(seen);
        Verdict verdict = verdict(prefix, seen);
        Figures figures = Figures.of(seen);
        return new Result(
                scenario.name(), planned, figures, verdict, scenario.bounds().misses(figures));
    }

    /** Whatever came late belongs to something, too. */
    Verdict all() {
        return Checker.check(calls, topics.read(), FICKLE);
    }

    private List<Call> load(Scenario scenario, String prefix, List<PlannedFault> planned) {
        History history = new History();
        String load = scenario.name() + " load";
        try (HttpCallers http = new HttpCallers(
                        deployment, prefix + "h", scenario.perSecond(), seed.of(load + " http"), history);
                KafkaCaller kafka = new KafkaCaller(
                        deployment, prefix + "k", scenario.directPerSecond(), seed.of(load + " kafka"), history)) {
            planned.forEach(injector::inject);
            Pause.of(scenario.tail());
            http.stopCalling();
            kafka.stopCalling();
            long end = System.nanoTime() + CALLS_END.toNanos();
            while (history.open() > 0) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(history.open() + " calls do not end: a fault of the harness");
                }
                Pause.of(Duration.ofMillis(50));
            }
        }
        return history.take();
    }

    /** Gives outcomes the time to come, and says what holds then. */
    private Verdict verdict(String prefix, List<Call> seen) {
        long end = System.nanoTime() + OUTCOMES_COME.toNanos();
        while (true) {
            TopicContents now = topics.read().of(prefix);
            Verdict verdict = Checker.check(seen, now, FICKLE);
            boolean complete =
                    verdict.findings().stream().noneMatch(finding -> finding.rule() == Rule.EVERY_REQUEST_ENDS);
            if (complete || System.nanoTime() > end) {
                return verdict;
            }
            Pause.of(LOOK);
        }
    }

    @Override
    public void close() {
        topics.close();
    }
}
