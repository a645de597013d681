package org.sessiontoken.broker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.value.RequestorName;

class UnreadableRequestsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final RequestorName BILLING = new RequestorName("billing");
    private static final String LETTER = "ags.session-token.requests-2-17";

    private final UnreadableRequests requests =
            new UnreadableRequests(Set.of(BILLING), "broker-1", Clock.fixed(NOW, ZoneOffset.UTC));
    private final RecordHeaders headers = new RecordHeaders();

    UnreadableRequestsTest() {
        headers.add("kafka_correlationId", new byte[] {1});
    }

    @Test
    void areInvalidWithTheFaultInWords() {
        SessionTokenReplied reply = refuse(
                        "{\"requestId\": \"request-1\", \"tenantId\": \"demo\", \"requestor\": \"billing\"}")
                .orElseThrow();

        assertThat(reply.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(reply.reason().value()).isEqualTo("unreadable-value");
        assertThat(reply.detail()).isEqualTo("member 'authServiceId' is missing");
        assertThat(reply.requestId().value()).isEqualTo("request-1");
        assertThat(reply.tenantId()).hasToString("demo");
        assertThat(reply.authServiceId()).isNull();
        assertThat(reply.requestor()).isEqualTo(BILLING);
        assertThat(reply.timings().receivedAt()).isEqualTo(NOW.minusSeconds(1));
        assertThat(reply.instance()).isEqualTo("broker-1");
    }

    @Test
    void areAnsweredWithTheirAttempt() {
        assertThat(refuse("{\"requestor\": \"billing\", \"attempt\": 2}")
                        .orElseThrow()
                        .attempt())
                .isEqualTo(new Attempt(2));
        assertThat(refuse("{\"requestor\": \"billing\", \"attempt\": 10}")
                        .orElseThrow()
                        .attempt())
                .isEqualTo(Attempt.FIRST);
    }

    @Test
    void areNamedByTheirDeadLetterWhereTheyHaveNoId() {
        headers.add("kafka_replyTopic", Topics.repliesTo(BILLING).getBytes(StandardCharsets.UTF_8));

        assertThat(refuse("hello").orElseThrow().requestId()).hasToString(LETTER);
    }

    /** It would get a reply on a topic that nobody has made. */
    @Test
    void ofRequestorsThatAreNotKnownAreNotAnswered() {
        assertThat(refuse("{\"requestor\": \"nobody\"}")).isEmpty();
        assertThat(refuse("{}")).isEmpty();
        headers.add("kafka_replyTopic", Topics.AUTH_SERVICES.getBytes(StandardCharsets.UTF_8));
        assertThat(refuse("hello")).isEmpty();
    }

    @Test
    void whoseRepliesNobodyCouldFindAreNotAnswered() {
        headers.remove("kafka_correlationId");

        assertThat(refuse("{\"requestor\": \"billing\"}")).isEmpty();
    }

    private Optional<SessionTokenReplied> refuse(String value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.REQUESTS,
                2,
                17,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[] {'k'},
                value.getBytes(StandardCharsets.UTF_8),
                headers,
                Optional.empty());
        PartialRequest request = RequestCodec.readPartially(record);
        try {
            RequestCodec.read(record);
            throw new AssertionError("must not be readable");
        } catch (UnreadableEventException why) {
            return requests.refuse(request, why, NOW.minusSeconds(1), LETTER);
        }
    }
}
