package org.sessiontoken.faults.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.faults.checker.Call.Ending;

/**
 * Holds what callers saw against what the topics hold. It knows nothing of the programs and reads none of their logs.
 *
 * <p>Of several outcomes of one request the first by offset counts.
 */
public final class Checker {

    /** How much later than its deadline a caller may hear on a busy machine. */
    private static final Duration TOLERANCE = Duration.ofSeconds(4);

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, List<RequestRecord>> requests = new LinkedHashMap<>();
    private final Map<String, List<RequestRecord>> byCorrelation = new HashMap<>();
    private final Map<String, List<ReplyRecord>> replies = new LinkedHashMap<>();
    private final List<DeadLetterRecord> deadLetters;
    private final Set<String> fickle;
    private int repeatedAlike;
    private int repeatedDiffering;
    private int issuedUnseen;

    private Checker(TopicContents topics, Set<String> fickle) {
        topics.requests().forEach(request -> {
            add(requests, request.requestId(), request);
            add(byCorrelation, request.correlationId(), request);
        });
        topics.replies().forEach(reply -> add(replies, reply.requestId(), reply));
        this.deadLetters = topics.deadLetters();
        this.fickle = fickle;
    }

    private static <T> void add(Map<String, List<T>> lists, String key, T element) {
        lists.computeIfAbsent(key, none -> new ArrayList<>()).add(element);
    }

    /**
     * Says what does not hold.
     *
     * @param fickle auth services that answer the same request differently each time: what they say again may differ, and is
     *     counted; that callers are told what was said first is checked all the same
     */
    public static Verdict check(List<Call> calls, TopicContents topics, Set<String> fickle) {
        Checker checker = new Checker(topics, fickle);
        checker.requests.forEach(checker::checkRequest);
        checker.replies.forEach(checker::checkOutcomes);
        checker.checkTokens();
        calls.forEach(checker::checkCall);
        return checker.verdict();
    }

    private Verdict verdict() {
        Set<String> answered =
                requests.keySet().stream().filter(replies::containsKey).collect(Collectors.toSet());
        int sentAgain =
                (int) requests.values().stream().filter(sent -> sent.size() > 1).count();
        return new Verdict(
                requests.size(),
                sentAgain,
                answered.size(),
                repeatedAlike,
                repeatedDiffering,
                deadLetters.size(),
                issuedUnseen,
                List.copyOf(findings));
    }

    private void checkRequest(String requestId, List<RequestRecord> sent) {
        boolean ended = replies.containsKey(requestId)
                || sent.stream().anyMatch(request -> deadLetters.stream().anyMatch(letter -> letter.isOf(request)));
        if (!ended) {
            RequestRecord first = sent.get(0);
            find(
                    Rule.EVERY_REQUEST_ENDS,
                    requestId,
                    "neither an outcome nor a dead letter; it is at partition " + first.partition() + ", offset "
                            + first.offset());
        }
    }

    private void checkOutcomes(String requestId, List<ReplyRecord> outcomes) {
        ReplyRecord first = outcomes.get(0);
        if (!requests.containsKey(requestId)) {
            find(Rule.NO_OUTCOME_WITHOUT_REQUEST, requestId, first.outcome() + " at " + first.place());
        }
        for (ReplyRecord later : outcomes.subList(1, outcomes.size())) {
            checkRepetition(first, later);
        }
        if (outcomes.stream()
                        .map(ReplyRecord::tokenHash)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                > 1) {
            find(Rule.NEVER_TWO_TOKENS, requestId, "its outcomes have several token hashes");
        }
        for (ReplyRecord outcome : outcomes) {
            checkDeadline(outcome);
        }
    }

    private void checkRepetition(ReplyRecord first, ReplyRecord later) {
        if (!first.topic().equals(later.topic()) || first.partition() != later.partition()) {
            find(Rule.OUTCOMES_ARE_ORDERED, first.requestId(), first.place() + " and " + later.place());
        }
        if (first.isAlike(later)) {
            repeatedAlike++;
        } else {
            repeatedDiffering++;
        }
        if (!first.isAlike(later) && !isFickle(first) && !first.mayDifferFrom(later)) {
            find(
                    Rule.REPETITIONS_ARE_ALIKE,
                    first.requestId(),
                    first.outcome() + " at " + first.place() + " by " + first.instance() + ", " + later.outcome()
                            + " at " + later.place() + " by " + later.instance());
        }
    }

    private boolean isFickle(ReplyRecord reply) {
        return requests.getOrDefault(reply.requestId(), List.of()).stream()
                .anyMatch(request -> fickle.contains(request.authService()));
    }

    private void checkDeadline(ReplyRecord outcome) {
        List<RequestRecord> sent = requests.getOrDefault(outcome.requestId(), List.of());
        boolean late =
                !sent.isEmpty() && outcome.receivedAt().isAfter(sent.get(0).expiresAt());
        if (late && !outcome.outcome().equals(ReplyRecord.EXPIRED)) {
            find(
                    Rule.NO_WORK_PAST_THE_DEADLINE,
                    outcome.requestId(),
                    outcome.outcome() + ", taken up at " + outcome.receivedAt() + " by " + outcome.instance()
                            + " and due by " + sent.get(0).expiresAt());
        }
    }

    private void checkTokens() {
        Map<String, String> owners = new HashMap<>();
        replies.forEach((requestId, outcomes) -> outcomes.stream()
                .map(ReplyRecord::tokenHash)
                .filter(Objects::nonNull)
                .forEach(hash -> {
                    String owner = owners.putIfAbsent(hash, requestId);
                    if (owner != null && !owner.equals(requestId)) {
                        find(Rule.NO_TOKEN_TWICE, requestId, "its token is that of " + owner);
                    }
                }));
    }

    private void checkCall(Call call) {
        Set<String> ids = byCorrelation.getOrDefault(call.correlationId(), List.of()).stream()
                .map(RequestRecord::requestId)
                .collect(Collectors.toSet());
        if (ids.size() > 1) {
            find(Rule.ONE_REQUEST_FOR_EACH_CALL, call.correlationId(), "its requests are " + ids);
        }
        if (call.acknowledged() && ids.isEmpty()) {
            find(Rule.WHAT_WAS_ACKNOWLEDGED_IS_THERE, call.correlationId(), "its request is not on the topic");
        }
        if (call.took().compareTo(call.deadline().plus(TOLERANCE)) > 0) {
            find(Rule.NOBODY_WAITS_PAST_THE_DEADLINE, call.correlationId(), call.code() + " after " + call.took());
        }
        ReplyRecord counts = ids.size() == 1
                ? replies.getOrDefault(ids.iterator().next(), List.of()).stream()
                        .findFirst()
                        .orElse(null)
                : null;
        if (call.ending() == Ending.OK) {
            checkToken(call, counts);
        } else if (call.ending() == Ending.ANSWERED && (counts == null || counts.issued())) {
            find(
                    Rule.THE_CALLER_WAS_TOLD_WHAT_COUNTS,
                    call.correlationId(),
                    "was told " + call.code() + ", and what counts is "
                            + (counts == null ? "nothing" : counts.outcome() + " at " + counts.place()));
        } else if (call.failed() && counts != null && counts.issued()) {
            issuedUnseen++;
        }
    }

    private void checkToken(Call call, @Nullable ReplyRecord counts) {
        if (counts == null || !counts.issued()) {
            find(
                    Rule.EVERY_TOKEN_HAS_ITS_RECORD,
                    call.correlationId(),
                    "a token was given out, and what counts is "
                            + (counts == null ? "nothing" : counts.outcome() + " at " + counts.place()));
        } else if (!Objects.equals(counts.tokenHash(), call.tokenHash())) {
            find(Rule.THE_RECORD_NAMES_THE_TOKEN, call.correlationId(), "another token than that at " + counts.place());
        }
    }

    private void find(Rule rule, String subject, String what) {
        findings.add(new Finding(rule, subject, what));
    }
}
