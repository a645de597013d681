package org.sessiontoken.console.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.deadletter.DeadLetterController.Page;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.event.SampleFlows;
import org.sessiontoken.console.event.WrittenTopics;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.event.Topics;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class DeadLettersIT {

    private static final RequestorName OPERATOR = new RequestorName("operator");
    private static final NamedKey KEY = DevelopmentKeys.generate("dead-letters-2026", "A256GCMKW", 32);
    private static final NamedKey OTHER = DevelopmentKeys.generate("dead-letters-2026", "A256GCMKW", 32);
    private static final EventPlace RECORD = new EventPlace(Topics.REQUESTS, 1, 4711);
    private static final String VALUE = "{\"parameters\":{\"Password\":\"a-plain-password\"}}";

    @TempDir
    private static Path folder;

    private static WrittenTopics topics;
    private static EventReader reader;

    @BeforeAll
    static void start() {
        topics = WrittenTopics.start(folder.resolve("kafka"));
        reader = topics.reader();
    }

    @AfterAll
    static void stop() {
        reader.close();
        topics.close();
    }

    @Nested
    class OneLetter {

        @Test
        void isOpenedWithTheOperatorsKey() {
            EventPlace place = write(sealed(RECORD));

            ResponseEntity<?> answer = open(controller(Optional.of(KEY)), place, Role.AUDITOR);

            assertThat(answer.getBody()).isInstanceOfSatisfying(OpenedLetter.class, opened -> {
                assertThat(opened.text()).isEqualTo(VALUE);
                assertThat(opened.bytes()).isEqualTo(VALUE.length());
                assertThat(opened.isCut()).isFalse();
            });
            assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
        }

        @Test
        void staysClosedWhereNoKeyIsGiven() {
            assertProblem(
                    open(controller(Optional.empty()), write(sealed(RECORD)), Role.AUDITOR),
                    404,
                    "no-dead-letter-keys");
        }

        @Test
        void staysClosedForViewers() {
            assertProblem(open(controller(Optional.of(KEY)), write(sealed(RECORD)), Role.VIEWER), 403, "auditors-only");
        }

        @Test
        void doesNotOpenWithAnotherKey() {
            assertProblem(open(controller(Optional.of(OTHER)), write(sealed(RECORD)), Role.AUDITOR), 422, "not-opened");
        }

        /** A value that was moved from another letter. */
        @Test
        void doesNotOpenWhereItIsNotBoundToItsRecord() {
            EventPlace place = write(sealed(new EventPlace(Topics.REQUESTS, 1, 4712)));

            assertProblem(open(controller(Optional.of(KEY)), place, Role.AUDITOR), 422, "not-opened");
        }

        @Test
        void isNotThereWhereKafkaHasNone() {
            EventPlace place = write(null);
            EventPlace next = new EventPlace(place.topic(), place.partition(), place.offset() + 1);

            assertProblem(open(controller(Optional.of(KEY)), next, Role.AUDITOR), 404, "no-dead-letter");
        }

        @Test
        void isNotThereWhereThereIsNoSuchPartition() {
            try (EventReader impatient = EventReader.of(topics.connection(), "test-events", Duration.ofSeconds(2))) {
                ResponseEntity<?> answer = open(
                        controller(new RecentLetters(), Optional.of(KEY), impatient),
                        new EventPlace(Topics.DEAD_LETTERS, 99, 0),
                        Role.AUDITOR);

                assertProblem(answer, 404, "no-dead-letter");
            }
        }
    }

    @Nested
    class TheList {

        @Test
        void hasTheNewestFirstAndGoesOnWhereAPageEnds() {
            RecentLetters letters = new RecentLetters();
            for (int offset = 0; offset < 5; offset++) {
                letters.receive(received("unreadable-value", offset));
            }
            DeadLetterController controller = controller(letters, Optional.empty());

            Page first = page(controller, Optional.empty(), Optional.empty(), 2);
            Page second = page(controller, Optional.empty(), Optional.ofNullable(first.next()), 2);
            Page third = page(controller, Optional.empty(), Optional.ofNullable(second.next()), 2);

            assertThat(List.of(first, second, third))
                    .flatExtracting(Page::rows)
                    .extracting(KnownLetter::offset)
                    .containsExactly(4L, 3L, 2L, 1L, 0L);
            assertThat(third.next()).isNull();
            assertThat(first.opens()).isFalse();
        }

        @Test
        void hasThoseOfOneReason() {
            RecentLetters letters = new RecentLetters();
            letters.receive(received("unreadable-value", 0));
            letters.receive(received("unknown-requestor", 1));

            Page page =
                    page(controller(letters, Optional.empty()), Optional.of("unknown-requestor"), Optional.empty(), 9);

            assertThat(page.rows()).extracting(KnownLetter::offset).containsExactly(1L);
            assertThat(letters.counts())
                    .isEqualTo(Map.of(new ReasonCode("unreadable-value"), 1, new ReasonCode("unknown-requestor"), 1));
        }

        @Test
        void saysHowFarBackItGoesOnceItHasForgottenAny() {
            RecentLetters letters = new RecentLetters();
            for (int offset = 0; offset <= 10_000; offset++) {
                letters.receive(received("unreadable-value", offset));
            }

            Page page = page(controller(letters, Optional.empty()), Optional.empty(), Optional.empty(), 1);

            assertThat(page.completeFrom()).isEqualTo(SampleFlows.NOON);
        }

        @Test
        void saysAsOfWhenItIsAndWhetherThatIsLongAgo() {
            RecentLetters letters = new RecentLetters();
            DeadLetterController controller = controller(letters, Optional.empty());
            Page unread = page(controller, Optional.empty(), Optional.empty(), 1);
            letters.readToTheEnd(SampleFlows.NOON.minusSeconds(16));
            Page silent = page(controller, Optional.empty(), Optional.empty(), 1);
            letters.readToTheEnd(SampleFlows.NOON.minusSeconds(1));
            Page fresh = page(controller, Optional.empty(), Optional.empty(), 1);

            assertThat(List.of(unread, silent, fresh))
                    .extracting(Page::asOf, Page::stale)
                    .containsExactly(
                            tuple(null, false),
                            tuple(SampleFlows.NOON.minusSeconds(16), true),
                            tuple(SampleFlows.NOON.minusSeconds(1), false));
        }

        @Test
        void countsWhatIsNoLetter() {
            RecentLetters letters = new RecentLetters();
            letters.receive(
                    new ConsumerRecord<>(Topics.DEAD_LETTERS, 0, 0, null, "{}".getBytes(StandardCharsets.UTF_8)));

            assertThat(page(controller(letters, Optional.empty()), Optional.empty(), Optional.empty(), 1)
                            .unreadable())
                    .isOne();
        }

        @Test
        void knowsTheLettersOfARequest() {
            RecentLetters letters = new RecentLetters();
            letters.receive(received("unreadable-value", 7));

            assertThat(letters.of(new RequestId("request-7"))).hasSize(1);
            assertThat(letters.of(new RequestId("request-8"))).isEmpty();
        }
    }

    private static Jwe sealed(EventPlace record) {
        return Envelope.seal(
                Secret.ofText(VALUE),
                Purpose.DEAD_LETTER,
                Binding.toRecord(record.topic(), record.partition(), record.offset()),
                new SealingKey(OPERATOR, KEY));
    }

    private static EventPlace write(@Nullable Jwe value) {
        return topics.write(SampleFlows.deadLetter("unreadable-value", RECORD, null, value), 0, null);
    }

    private static ConsumerRecord<byte[], byte[]> received(String reason, int offset) {
        ProducerRecord<byte[], byte[]> written = SampleFlows.deadLetter(reason, RECORD, "request-" + offset, null);
        ConsumerRecord<byte[], byte[]> received =
                new ConsumerRecord<>(written.topic(), 0, offset, written.key(), written.value());
        written.headers().forEach(received.headers()::add);
        return received;
    }

    private static DeadLetterController controller(Optional<NamedKey> key) {
        return controller(new RecentLetters(), key);
    }

    private static DeadLetterController controller(RecentLetters letters, Optional<NamedKey> key) {
        return controller(letters, key, reader);
    }

    private static DeadLetterController controller(RecentLetters letters, Optional<NamedKey> key, EventReader from) {
        return new DeadLetterController(
                letters,
                new DeadLetterOpener(
                        from, key.map(given -> new Envelope(KeyRing.of(Map.of(OPERATOR, List.of(given)))))),
                Clock.fixed(SampleFlows.NOON, ZoneOffset.UTC));
    }

    private static ResponseEntity<?> open(DeadLetterController controller, EventPlace place, Role role) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addUserRole(role.code());
        return controller.open(String.valueOf(place.partition()), String.valueOf(place.offset()), request);
    }

    private static Page page(
            DeadLetterController controller, Optional<String> reason, Optional<String> before, int limit) {
        return (Page)
                Objects.requireNonNull(controller.list(reason, before, limit).getBody());
    }

    private static void assertProblem(ResponseEntity<?> answer, int status, String type) {
        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(answer.getBody())
                .isInstanceOfSatisfying(
                        ProblemDetail.class,
                        problem -> assertThat(problem.getType()).hasToString("urn:problem-type:session-token:" + type));
    }
}
