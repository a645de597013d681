package org.sessiontoken.standalone.keyset;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.standalone.keyset.RotationStep.Change;
import org.sessiontoken.standalone.keyset.RotationStep.TooEarly;
import org.sessiontoken.standalone.keyset.RotationStep.Unclear;

/**
 * Finds the next step of a rotation in the key set itself.
 *
 * <pre>
 * issuing keys      old --add, with its beginning--> old, new --remove--> new
 * all other keys    old --add--> old, new --make first--> new, old --remove--> new
 * </pre>
 *
 * <p>A step is safe once all who read the key set have the one before, and the old key is removed once nothing needs it any
 * more. The newest key is the one whose {@code iat} is the latest.
 *
 * @param purpose what the keys are for
 * @param waiting how long the step is to wait for what was before; if empty, as long as the purpose needs
 * @param changedAt when the key set was changed last
 * @param now the time
 */
record KeyRotation(KeyPurpose purpose, Optional<Duration> waiting, Instant changedAt, Instant now) {

    /**
     * The next step.
     *
     * @param entries the keys now, at least one
     * @param kid the name of a key that is added
     * @param algorithm the algorithm of a key that is added
     */
    RotationStep next(List<KeySetEntry> entries, String kid, String algorithm) {
        if (entries.size() == 1) {
            return add(entries, kid, algorithm);
        }
        return purpose == KeyPurpose.ISSUING ? removeFirstToBegin(entries) : goOn(entries);
    }

    private Change add(List<KeySetEntry> entries, String kid, String algorithm) {
        Instant made = entries.get(0)
                .issuedAt()
                .map(before -> before.plusSeconds(1))
                .filter(now::isBefore)
                .orElse(now);
        boolean issuing = purpose == KeyPurpose.ISSUING;
        Instant beginning = beginning(entries.get(0));
        KeySetEntry added = new KeySetEntry(
                NamedKey.random(kid, algorithm),
                Optional.of(made),
                issuing ? Optional.of(beginning) : Optional.empty(),
                Map.of());
        List<KeySetEntry> after = new ArrayList<>(entries);
        after.add(added);
        return issuing
                ? new Change(
                        "added '" + kid + "', by which requests from " + Moments.text(beginning)
                                + " on get their tokens",
                        after,
                        "Give the file to " + purpose.readers() + " before that time. '" + kid(entries, 0)
                                + "' can be removed from " + Moments.text(beginning.plus(purpose.useful())) + " on.")
                : new Change(
                        "added '" + kid + "' as the second key, which is not used for new data yet",
                        after,
                        "Give the file to " + purpose.readers() + ". '" + kid + "' can be made the first from "
                                + Moments.text(now.plus(KeyPurpose.SPREADING)) + " on.");
    }

    /** After the key before it, and not in this second: requests of this second may have their tokens. */
    private Instant beginning(KeySetEntry before) {
        Instant earliest = now.plus(waiting.orElse(KeyPurpose.SPREADING)).plusSeconds(1);
        return before.notBefore()
                .map(other -> other.plusSeconds(1))
                .filter(earliest::isBefore)
                .orElse(earliest)
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private RotationStep removeFirstToBegin(List<KeySetEntry> entries) {
        List<KeySetEntry> inOrder = entries.stream()
                .sorted(Comparator.comparing(entry -> entry.notBefore().orElse(Instant.MIN)))
                .toList();
        KeySetEntry old = inOrder.get(0);
        Instant replacedAt = inOrder.get(1).notBefore().orElseThrow();
        return remove(entries, old, replacedAt.plus(waiting.orElse(purpose.useful())));
    }

    private RotationStep goOn(List<KeySetEntry> entries) {
        Optional<KeySetEntry> newest = entries.stream()
                .filter(entry -> entry.issuedAt().isPresent())
                .max(Comparator.comparing(entry -> entry.issuedAt().orElseThrow()));
        if (newest.isEmpty()) {
            return new Unclear(
                    "no key of this set says when it was made ('iat'), so that nobody can tell which one is the"
                            + " newest: take out all but the one that is used, and rotate that");
        }
        return newest.get().equals(entries.get(0))
                ? remove(entries, entries.get(entries.size() - 1), changedAt.plus(waiting.orElse(purpose.useful())))
                : makeFirst(entries, newest.get());
    }

    private RotationStep makeFirst(List<KeySetEntry> entries, KeySetEntry newest) {
        String kid = newest.key().kid();
        Instant safe = changedAt.plus(waiting.orElse(KeyPurpose.SPREADING));
        if (isTooEarly(safe)) {
            return new TooEarly("make '" + kid + "' the first key", safe);
        }
        List<KeySetEntry> after = new ArrayList<>(List.of(newest));
        entries.stream().filter(entry -> !entry.equals(newest)).forEach(after::add);
        return new Change(
                "made '" + kid + "' the first key, which is used for new data",
                after,
                "Give the file to " + purpose.readers() + ". '" + kid(after, after.size() - 1)
                        + "' can be removed from " + Moments.text(now.plus(purpose.useful()))
                        + " on, once there are no " + purpose.uses() + ".");
    }

    private RotationStep remove(List<KeySetEntry> entries, KeySetEntry old, Instant safe) {
        String kid = old.key().kid();
        if (isTooEarly(safe)) {
            return new TooEarly("remove '" + kid + "', which is kept for " + purpose.uses(), safe);
        }
        return new Change(
                "removed '" + kid + "'",
                entries.stream().filter(entry -> !entry.equals(old)).toList(),
                "Give the file to " + purpose.readers() + ". The rotation is complete"
                        + (entries.size() == 2 ? "." : " once the other old keys are removed."));
    }

    /** Who does not want to wait at all has a reason that outweighs the harm. */
    private boolean isTooEarly(Instant safe) {
        return now.isBefore(safe) && !waiting.equals(Optional.of(Duration.ZERO));
    }

    private static String kid(List<KeySetEntry> entries, int index) {
        return entries.get(index).key().kid();
    }
}
