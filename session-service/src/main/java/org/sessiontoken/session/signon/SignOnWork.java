package org.sessiontoken.session.signon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.event.SignOnCodec;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.session.issued.IssuedTokenTail;
import org.sessiontoken.session.issued.IssuedTokens;
import org.sessiontoken.session.signon.OpenedAttempt.Opened;
import org.sessiontoken.session.signon.OpenedAttempt.Refused;

/**
 * Decides what was polled, and has the answers written. All of a poll is decided together: if it has a token that is not known,
 * the ends of the reply topics are asked for once, and when all below them has been read, the token was issued or was not. So a
 * guess costs one question for all attempts that arrive with it. For one thread.
 */
final class SignOnWork {

    /** Longer than Kafka takes to answer, and shorter than a member of the group may be silent. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final AttemptOpener opener;
    private final IssuedTokens tokens;
    private final IssuedTokenTail tail;
    private final Function<Consumer<?, ?>, Map<TopicPartition, Long>> replyEnds;
    private final AttemptReplies replies;
    private final SignOnAnswers answers;
    private final Clock clock;

    /** @param replyEnds the ends of all reply topics, as Kafka says them now */
    SignOnWork(
            AttemptOpener opener,
            IssuedTokens tokens,
            IssuedTokenTail tail,
            Function<Consumer<?, ?>, Map<TopicPartition, Long>> replyEnds,
            AttemptReplies replies,
            SignOnAnswers answers,
            Clock clock) {
        this.opener = opener;
        this.tokens = tokens;
        this.tail = tail;
        this.replyEnds = replyEnds;
        this.replies = replies;
        this.answers = answers;
        this.clock = clock;
    }

    /** Demands the tokens that were issued since a time, and that expire after another. */
    void requireTokens(Instant since, Instant expiring) {
        tail.require(since, expiring);
    }

    void forgetTokens(Instant expired) {
        tail.forget(expired);
    }

    /** What time it is at least, by Kafka's clock; empty if nothing tells. */
    Optional<Instant> time() {
        return tail.time();
    }

    CompletionStage<Void> setAside(UndecodableRecords records) {
        return answers.setAside(records, clock.instant());
    }

    /** Decides records in their order. It fails if it cannot be known which tokens were issued. */
    void process(List<OwnedRecord> records, Consumer<?, ?> consumer) throws Exception {
        Instant receivedAt = clock.instant();
        List<Polled> attempts = new ArrayList<>();
        for (OwnedRecord owned : records) {
            open(owned, receivedAt).ifPresent(opened -> attempts.add(new Polled(owned, opened)));
        }
        if (attempts.stream().anyMatch(this::isUnknown)) {
            tail.upTo(replyEnds.apply(consumer))
                    .toCompletableFuture()
                    .orTimeout(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        }
        attempts.forEach(polled -> decide(polled, receivedAt));
        records.forEach(owned -> owned.partition().read(owned.at()));
    }

    /** Empty if the record is no attempt of anybody who could be answered: then it is set aside. */
    private Optional<OpenedAttempt> open(OwnedRecord owned, Instant receivedAt) {
        ConsumerRecord<byte[], byte[]> record = owned.record();
        try {
            SignOnEvent event = SignOnCodec.read(record);
            if (answers.has(event.request().requestor())) {
                return Optional.of(opener.open(event, owned.at()));
            }
            owned.answer(() -> answers.setAsideUnknownRequestor(record, receivedAt));
        } catch (UnreadableEventException unreadable) {
            owned.answer(() -> answers.setAside(record, unreadable, receivedAt));
        } catch (Throwable bug) {
            if (bug instanceof Error passing) {
                // A lack of memory says nothing of the record: whoever reads it again must find what others find.
                throw passing;
            }
            owned.answer(() -> answers.setAside(record, bug, receivedAt));
        }
        return Optional.empty();
    }

    private boolean isUnknown(Polled polled) {
        return polled.opened().fold(new OpenedAttempt.Cases<>() {
            @Override
            public Boolean opened(Opened opened) {
                return tokens.find(opened.attempt().token()).isEmpty();
            }

            @Override
            public Boolean refused(Refused refused) {
                return false;
            }
        });
    }

    private void decide(Polled polled, Instant receivedAt) {
        OwnedRecord owned = polled.owned();
        polled.opened().fold(new OpenedAttempt.Cases<Optional<Void>>() {
            @Override
            public Optional<Void> opened(Opened opened) {
                SignOnDecision decision = owned.partition()
                        .log()
                        .next(opened.attempt(), tokens.find(opened.attempt().token()));
                owned.answer(() -> answers.answer(
                        owned.record(),
                        opened.event(),
                        () -> replies.decided(opened, decision, receivedAt),
                        receivedAt));
                return Optional.empty();
            }

            @Override
            public Optional<Void> refused(Refused refused) {
                owned.answer(() -> answers.answer(
                        owned.record(),
                        refused.event(),
                        () -> replies.refused(refused, owned.at(), receivedAt),
                        receivedAt));
                return Optional.empty();
            }
        });
    }

    private record Polled(OwnedRecord owned, OpenedAttempt opened) {}
}
