package org.sessiontoken.console.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.ReadUpTo;
import org.sessiontoken.console.problem.ConsoleProblem;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists dead letters, and opens one for an auditor. */
@RestController
final class DeadLetterController {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterController.class);
    private static final int MAX_LIMIT = 1_000;

    private final RecentLetters letters;
    private final DeadLetterOpener opener;
    private final Clock clock;

    DeadLetterController(RecentLetters letters, DeadLetterOpener opener, Clock clock) {
        this.letters = letters;
        this.opener = opener;
        this.clock = clock;
    }

    /**
     * A page of dead letters.
     *
     * @param rows the letters, the newest first
     * @param next where the next page begins; null if this is the last one
     * @param completeFrom the letters from this time on are known; null if all are that Kafka has
     * @param unreadable how many records on the topic are no dead letters
     * @param opens whether this console has a key that opens letters
     * @param asOf all letters are known that were there at this time; missing before the topic is read
     * @param stale whether that is long ago: Kafka does not answer, and nobody knows what has come since
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<KnownLetter> rows,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next,

            @Nullable Instant completeFrom,
            int unreadable,
            boolean opens,
            @Nullable Instant asOf,
            boolean stale) {}

    @GetMapping("/api/dead-letters")
    ResponseEntity<?> list(
            @RequestParam Optional<String> reason,
            @RequestParam Optional<String> before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            return ConsoleProblem.MALFORMED_PARAMETER.answer("limit must be from 1 to " + MAX_LIMIT);
        }
        ReasonCode wanted;
        LetterPlace cursor;
        try {
            wanted = reason.map(ReasonCode::new).orElse(null);
            cursor = before.map(LetterPlace::parse).orElse(null);
        } catch (IllegalArgumentException malformed) {
            return ConsoleProblem.MALFORMED_PARAMETER.answer(malformed.getMessage());
        }
        // First: what is read meanwhile is shown, too.
        ReadUpTo upTo = ReadUpTo.of(letters.asOf(), clock.instant());
        List<KnownLetter> rows = letters.page(wanted, cursor, limit + 1);
        boolean more = rows.size() > limit;
        List<KnownLetter> shown = more ? rows.subList(0, limit) : rows;
        return ResponseEntity.ok(new Page(
                shown,
                more ? LetterPlace.of(shown.get(limit - 1)).toString() : null,
                letters.completeFrom().orElse(null),
                letters.unreadable(),
                opener.hasKeys(),
                upTo.asOf(),
                upTo.stale()));
    }

    @PostMapping("/api/dead-letters/{partition}/{offset}/open")
    ResponseEntity<?> open(@PathVariable String partition, @PathVariable String offset, HttpServletRequest request) {
        if (!Role.AUDITOR.isOf(request)) {
            return ConsoleProblem.AUDITORS_ONLY.answer("A dead letter may contain what nobody has sealed.");
        }
        if (!opener.hasKeys()) {
            return ConsoleProblem.NO_DEAD_LETTER_KEYS.answer(
                    "The operator's key is not given to this console: set ags.console.dead-letters.keys, or open the"
                            + " letter with any JOSE library, as the manual describes.");
        }
        LetterPlace place;
        try {
            place = LetterPlace.parse(partition + "-" + offset);
        } catch (IllegalArgumentException malformed) {
            return ConsoleProblem.NO_DEAD_LETTER.answer("Partition and offset must be numbers.");
        }
        return opener.read(place)
                .<ResponseEntity<?>>map(letter -> opened(place, letter))
                .orElseGet(
                        () -> ConsoleProblem.NO_DEAD_LETTER.answer(
                                "Kafka has none there, or has deleted it: take partition and offset from the list of letters."));
    }

    private ResponseEntity<?> opened(LetterPlace place, DeadLettered letter) {
        Optional<OpenResult> result = opener.open(letter);
        if (result.isEmpty()) {
            return ConsoleProblem.NOT_OPENED.answer(
                    "The letter has no value: the record had none, or could not be decoded.");
        }
        return result.get().fold(new OpenResult.Cases<ResponseEntity<?>>() {
            @Override
            public ResponseEntity<?> opened(OpenResult.Opened opened) {
                return ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(OpenedLetter.of(place, letter, opened.content()));
            }

            @Override
            public ResponseEntity<?> refused(OpenResult.Refused refused) {
                return ConsoleProblem.NOT_OPENED.answer(refused.detail());
            }
        });
    }

    @ExceptionHandler
    ResponseEntity<Object> kafkaUnavailable(KafkaException failure) {
        LOG.atWarn().addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure)).log("A dead letter cannot be read");
        return ConsoleProblem.KAFKA_UNAVAILABLE.answer(
                "Dead letters are in Kafka and cannot be read now: ask again soon.");
    }
}
