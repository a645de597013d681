package org.sessiontoken.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a run is told.
 *
 * @param seed {@code --seed=NUMBER}, or else one by chance
 * @param strict {@code --strict}: a missed bound is a failure, too
 * @param report {@code --report=FILE}
 */
record Options(Seed seed, boolean strict, Optional<Path> report) {

    private static final int SEEDS = 1_000_000;

    static Options of(List<String> words) {
        for (String word : words) {
            if (!word.equals("--strict") && !word.startsWith("--seed=") && !word.startsWith("--report=")) {
                throw new IllegalArgumentException(
                        word + " is no option: write --seed=NUMBER, --strict or --report=FILE");
            }
        }
        return new Options(
                value(words, "--seed=")
                        .map(number -> new Seed(Long.parseLong(number)))
                        .orElseGet(() -> new Seed(ThreadLocalRandom.current().nextInt(SEEDS))),
                words.contains("--strict"),
                value(words, "--report=").map(Path::of));
    }

    private static Optional<String> value(List<String> words, String option) {
        return words.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> word.substring(option.length()))
                .findFirst();
    }
}
