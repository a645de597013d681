package org.sessiontoken.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sessiontoken.faults.checker.Finding;
import org.sessiontoken.faults.checker.Verdict;
import org.sessiontoken.faults.processes.Deployment;
import org.sessiontoken.faults.processes.Disk;
import org.sessiontoken.faults.processes.Images;
import org.sessiontoken.faults.processes.Topology;

/**
 * The run. Arguments: the folder for data, {@code short}, {@code long}, {@code mutants} or names of scenarios, and {@linkplain
 * Options options}. Ends with 1 if the checker found something, and with {@code --strict} also if a bound was missed.
 */
final class Run {

    private static final int SHOWN = 10;

    private final Path folder;
    private final Images images;
    private final Seed seed;
    private final List<Result> results = new ArrayList<>();
    private boolean clean = true;

    private Run(Path folder, Seed seed) {
        this.folder = folder;
        this.images = new Images(folder.resolve("images"));
        this.seed = seed;
    }

    public static void main(String[] args) throws IOException {
        Options options = Options.of(List.of(args).subList(2, args.length));
        Run run = new Run(Path.of(args[0]), options.seed());
        System.out.println("seed " + run.seed.value() + ": repeat with --seed=" + run.seed.value());
        boolean mutants = args[1].startsWith("mutants");
        run.all(mutants ? Trial.scenarios(args[1]) : chosen(args[1], run.seed));
        boolean good = mutants ? Trial.judge(run.results) : run.isGood(options.strict());
        run.report(args[1], options);
        System.exit(good ? 0 : 1);
    }

    private static List<Scenario> chosen(String what, Seed seed) {
        if (what.equals("short")) {
            return Scenarios.brief();
        }
        List<Scenario> all = Scenarios.lengthy(seed);
        List<Scenario> chosen = what.equals("long")
                ? all
                : all.stream()
                        .filter(scenario -> List.of(what.split(",")).contains(scenario.name()))
                        .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("there is no scenario " + what + ", but these: "
                    + all.stream().map(Scenario::name).toList());
        }
        return chosen;
    }

    /** Scenarios on the same topology, one after the other. */
    private void all(List<Scenario> scenarios) throws IOException {
        for (int from = 0; from < scenarios.size(); ) {
            Topology topology = scenarios.get(from).topology();
            int to = from;
            while (to < scenarios.size() && scenarios.get(to).topology().equals(topology)) {
                to++;
            }
            try {
                on(topology, scenarios.subList(from, to));
            } catch (IllegalStateException broken) {
                // The other scenarios may go well. This run does not.
                clean = false;
                System.out.println("BROKEN OFF: " + broken.getMessage());
            }
            from = to;
        }
    }

    private void on(Topology topology, List<Scenario> scenarios) throws IOException {
        if (topology.diskMegabytes() > 0 && !Disk.isPermitted(folder)) {
            System.out.println(
                    "SKIPPED: this user may not mount a small disk, so nobody knows what happens when Kafka's is full: "
                            + scenarios.stream().map(Scenario::name).toList());
            return;
        }
        System.out.println(
                "== " + topology.name() + "; brokers: " + topology.brokers() + ", adapters: " + topology.adapters());
        Path data = Files.createDirectories(folder.resolve(topology.name().replaceAll("[^A-Za-z0-9]+", "-")));
        try (Deployment deployment = new Deployment(topology, images, data, seed.of(topology.name()))) {
            deployment.start();
            try (ScenarioRun run = new ScenarioRun(deployment, seed)) {
                run.warmUp();
                deployment.requireChanges();
                for (Scenario scenario : scenarios) {
                    Result result = run.run(scenario);
                    results.add(result);
                    System.out.println(result.row());
                    tell(result.verdict());
                }
                System.out.println("  all of it together:");
                tell(run.all());
            }
        }
    }

    private void tell(Verdict verdict) {
        clean &= verdict.isClean();
        verdict.findings().stream()
                .limit(SHOWN)
                .map(Finding::toString)
                .map("    "::concat)
                .forEach(System.out::println);
        if (verdict.findings().size() > SHOWN) {
            System.out.println("    and " + (verdict.findings().size() - SHOWN) + " more");
        }
    }

    private boolean isGood(boolean strict) {
        return clean && (!strict || results.stream().allMatch(Result::isKept));
    }

    private void report(String what, Options options) throws IOException {
        boolean kept = results.stream().allMatch(Result::isKept);
        String conclusion =
                "Checker: " + (clean ? "all holds" : "NOT ALL HOLDS") + ". Bounds: " + (kept ? "kept" : "MISSED") + ".";
        System.out.println("\n" + Result.HEAD);
        results.forEach(result -> System.out.println(result.row()));
        System.out.println("\n" + conclusion + " Seed " + seed.value() + ".");
        if (options.report().isPresent()) {
            Report.write(options.report().get(), what, seed, results, conclusion);
        }
    }
}
