package org.sessiontoken.standalone.keyset;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sessiontoken.broker.issuing.IssuingKeys;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import picocli.CommandLine.TypeConversionException;

/** What a key set is for. */
enum KeyPurpose {
    SEALING(
            "sealing",
            Set.of("A256GCMKW"),
            "the requestor and all broker instances",
            "requests that were encrypted with it",
            Duration.ofMinutes(5)),
    ISSUING(
            "issuing",
            Set.of("HS256"),
            "all broker instances",
            "requests that get their tokens by it",
            Duration.ofMinutes(5)),
    DEAD_LETTERS(
            "dead-letters",
            Set.of("A256GCMKW"),
            "all broker instances, the console, and whoever else opens dead letters",
            "dead letters that were encrypted with it",
            Duration.ofDays(30)),
    OPERATOR(
            "operator",
            Set.of("HS256", "HS384", "HS512"),
            "the head-end and all broker instances",
            "tokens that the head-end has signed with it",
            Duration.ofHours(24));

    /** How long it may take until all who read a key set have a change of it, if nothing else is said. */
    static final Duration SPREADING = Duration.ofMinutes(5);

    static final String DEFAULT_ALGORITHMS = "A256GCMKW for sealing and dead-letters, HS256 for issuing and operator";

    private final String word;
    private final Set<String> algorithms;
    private final String readers;
    private final String uses;
    private final Duration useful;

    KeyPurpose(String word, Set<String> algorithms, String readers, String uses, Duration useful) {
        this.word = word;
        this.algorithms = algorithms;
        this.readers = readers;
        this.uses = uses;
        this.useful = useful;
    }

    /** Converts a word on the command line. */
    static KeyPurpose convert(String text) {
        return Stream.of(values())
                .filter(purpose -> purpose.word.equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be one of " + words() + ", not '" + text + "'"));
    }

    static List<String> words() {
        return Stream.of(values()).map(purpose -> purpose.word).toList();
    }

    String word() {
        return word;
    }

    /** Who reads the key set. */
    String readers() {
        return readers;
    }

    /** What an old key is kept for. */
    String uses() {
        return uses;
    }

    /** How long an old key is kept after a newer one is used in its place, if nothing else is said. */
    Duration useful() {
        return useful;
    }

    String defaultAlgorithm() {
        return algorithms.contains("HS256") ? "HS256" : algorithms.iterator().next();
    }

    /** The algorithms that the programs take, in words. */
    String algorithms() {
        return String.join(" or ", algorithms.stream().sorted().toList());
    }

    boolean allows(String algorithm) {
        return algorithms.contains(algorithm);
    }

    /** All that the programs refuse in a key set; each message names the file. */
    List<String> faults(Path file, KeySetFile.Inspection found) {
        return Stream.concat(
                        found.faults().stream(),
                        faults(found.entries()).stream().map(fault -> "key set " + file + ": " + fault))
                .toList();
    }

    /** What they refuse in keys that can be read. */
    private List<String> faults(List<KeySetEntry> entries) {
        List<String> faults =
                entries.stream().flatMap(entry -> faults(entry).stream()).toList();
        return this == ISSUING && faults.isEmpty() ? collision(entries) : faults;
    }

    private List<String> faults(KeySetEntry entry) {
        NamedKey key = entry.key();
        if (!allows(key.algorithm())) {
            return List.of("key '" + key.kid() + "' is for " + key.algorithm() + ", and a key for " + word
                    + " must be for " + algorithms());
        }
        if (this != ISSUING) {
            try {
                entry.untimed();
            } catch (IllegalArgumentException timed) {
                return List.of(String.valueOf(timed.getMessage()));
            }
        }
        return List.of();
    }

    private static List<String> collision(List<KeySetEntry> entries) {
        try {
            IssuingKeys.of(entries);
            return List.of();
        } catch (IllegalArgumentException refused) {
            return List.of(String.valueOf(refused.getMessage()));
        }
    }
}
