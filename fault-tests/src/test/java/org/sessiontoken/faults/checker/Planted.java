package org.sessiontoken.faults.checker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.faults.checker.Call.By;
import org.sessiontoken.faults.checker.Call.Ending;

/** A history in which everything holds, until a fault is planted in it. */
final class Planted {

    static final String FICKLE = "Fickle";
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant DEADLINE = NOON.plusSeconds(10);
    private static final Duration ALLOWED = Duration.ofSeconds(10);

    final List<Call> calls = new ArrayList<>();
    final List<RequestRecord> requests = new ArrayList<>();
    final List<ReplyRecord> replies = new ArrayList<>();
    final List<DeadLetterRecord> deadLetters = new ArrayList<>();

    /** Of all kinds, one. */
    static Planted clean() {
        Planted planted = new Planted();
        planted.request("ok", 1);
        planted.issued("ok", "hash-of-ok");
        planted.call("ok", Ending.OK, "200", "hash-of-ok");
        planted.request("wrong", 1);
        planted.reply("wrong", "unauthorised", null, NOON.plusMillis(5), 0);
        planted.call("wrong", Ending.ANSWERED, "401", null);
        planted.request("late", 1);
        planted.reply("late", "expired", null, DEADLINE.plusSeconds(5), 0);
        planted.call("late", Ending.UNKNOWN, "504", null);
        planted.call("turned-away", Ending.REFUSED, "503", null);
        planted.request("twice", 1);
        planted.request("twice", 2);
        planted.issued("twice", "hash-of-twice");
        planted.issued("twice", "hash-of-twice");
        planted.call("twice", Ending.OK, "200", "hash-of-twice");
        planted.request("broken", 1);
        planted.deadLetters.add(
                new DeadLetterRecord(0, planted.requests.size() - 1L, planted.requests.size() - 1L, "broken"));
        return planted;
    }

    Verdict verdict() {
        return Checker.check(calls, new TopicContents(requests, replies, deadLetters), Set.of(FICKLE));
    }

    void request(String name, int attempt) {
        request(name, attempt, "Sign-in");
    }

    void request(String name, int attempt, String service) {
        requests.add(new RequestRecord(0, requests.size(), "flow-" + name, "id-" + name, service, attempt, DEADLINE));
    }

    void issued(String name, String tokenHash) {
        reply(name, "issued", tokenHash, NOON.plusMillis(5), 0);
    }

    void reply(String name, String outcome, @Nullable String tokenHash, Instant receivedAt, int partition) {
        reply(name, outcome, tokenHash, receivedAt, partition, "broker-1");
    }

    void reply(
            String name,
            String outcome,
            @Nullable String tokenHash,
            Instant receivedAt,
            int partition,
            String instance) {
        replies.add(new ReplyRecord(
                "replies",
                partition,
                replies.size(),
                receivedAt.plusMillis(3),
                "flow-" + name,
                "id-" + name,
                outcome,
                outcome,
                tokenHash,
                receivedAt,
                receivedAt.plusMillis(1),
                instance));
    }

    void call(String name, Ending ending, String code, @Nullable String tokenHash) {
        call(name, ending, code, tokenHash, Duration.ofMillis(8), false);
    }

    void call(
            String name, Ending ending, String code, @Nullable String tokenHash, Duration took, boolean acknowledged) {
        calls.add(new Call(
                "flow-" + name,
                By.HTTP,
                "adapter-1",
                "Sign-in",
                NOON,
                took,
                ALLOWED,
                ending,
                code,
                tokenHash,
                acknowledged));
    }
}
