package org.sessiontoken.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LiveQueueTest {

    private static final int RING = 500;
    private static final int MAX_QUEUED = 200;

    private final LiveRing<Integer> ring = new LiveRing<>(RING);
    private final RowView<Integer> all = view(1);

    /** Wants every row whose number can be divided. */
    private static RowView<Integer> view(int divisor) {
        return new RowView<>() {
            @Override
            public boolean wants(Integer row) {
                return row % divisor == 0;
            }

            @Override
            public String json(Integer row) {
                return "{\"row\":" + row + "}";
            }
        };
    }

    private void add(int from, int to) {
        ring.add(IntStream.range(from, to).boxed().toList());
    }

    private static String drain(LiveQueue<Integer> queue) {
        StringBuilder text = new StringBuilder();
        byte[] events = queue.take().events();
        while (events.length > 0) {
            text.append(new String(events, StandardCharsets.UTF_8));
            events = queue.take().events();
        }
        return text.toString();
    }

    private static List<Integer> rows(String events) {
        return found("\\{\"row\":(\\d+)}", events).stream()
                .map(Integer::valueOf)
                .toList();
    }

    private static List<String> found(String pattern, String events) {
        return Pattern.compile(pattern)
                .matcher(events)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String lastId(String events) {
        List<String> ids = found("id: (\\S+)", events);
        return ids.get(ids.size() - 1);
    }

    @Test
    void beginsWithTheRowsThatComeFromNowOn() {
        add(0, 10);
        LiveQueue<Integer> queue = LiveQueue.fromNow(ring, all, MAX_QUEUED);
        add(10, 13);

        assertThat(rows(drain(queue))).containsExactly(10, 11, 12);
    }

    @Test
    void hasTheWantedRowsAlone() {
        LiveQueue<Integer> queue = LiveQueue.fromNow(ring, view(3), MAX_QUEUED);
        add(0, 10);

        assertThat(rows(drain(queue))).containsExactly(0, 3, 6, 9);
    }

    @Nested
    class ComingBack {

        /** Whichever event was the last that arrived. */
        @Test
        void goesOnWithoutGapAndWithoutRepeatBehindEachEvent() {
            LiveQueue<Integer> queue = LiveQueue.fromNow(ring, view(2), MAX_QUEUED);
            add(0, 100);
            String events = drain(queue);
            List<MatchResult> received = Pattern.compile("id: (\\S+)\nevent: row\ndata: \\{\"row\":(\\d+)}\n\n")
                    .matcher(events)
                    .results()
                    .toList();
            assertThat(received).hasSize(50);

            for (MatchResult last : received) {
                List<Integer> seen = new ArrayList<>(rows(events.substring(0, last.end())));
                seen.addAll(rows(drain(LiveQueue.after(last.group(1), ring, view(2), MAX_QUEUED))));

                assertThat(seen).isEqualTo(rows(events));
            }
        }

        @Test
        void goesOnBehindAHeartbeat() {
            LiveQueue<Integer> queue = LiveQueue.fromNow(ring, view(1000), MAX_QUEUED);
            add(1, 50);
            drain(queue);
            String id = lastId(new String(queue.heartbeat(), StandardCharsets.UTF_8));
            add(50, 52);

            assertThat(rows(drain(LiveQueue.after(id, ring, all, MAX_QUEUED)))).containsExactly(50, 51);
        }

        @Test
        void tellsHowManyRowsAreNotKeptAnyMore() {
            LiveQueue<Integer> queue = LiveQueue.fromNow(ring, view(50), MAX_QUEUED);
            add(0, 51);
            String id = lastId(drain(queue));
            add(51, 51 + RING + 7);

            String events = drain(LiveQueue.after(id, ring, view(50), MAX_QUEUED));

            assertThat(events).startsWith("id: ").contains("event: skipped\ndata: {\"count\":7}");
            assertThat(rows(events)).containsExactly(100, 150, 200, 250, 300, 350, 400, 450, 500, 550);
        }

        @Test
        void tellsThatNobodyKnowsHowManyRowsWereSkippedByAnotherRun() {
            String id = new LiveRing<Integer>(RING).idBefore(3);
            add(0, 5);
            LiveQueue<Integer> queue = LiveQueue.after(id, ring, all, MAX_QUEUED);

            assertThat(drain(queue)).contains("event: skipped\ndata: {\"count\":null}");
            add(5, 6);
            assertThat(rows(drain(queue))).containsExactly(5);
        }

        @Test
        void takesNoIdThatWasNeverGiven() {
            add(0, 5);

            for (String id : List.of("", "x", "-1", ring.idBefore(6), ring.idBefore(Long.MAX_VALUE / 10) + "9", "\n")) {
                assertThat(drain(LiveQueue.after(id, ring, all, MAX_QUEUED))).contains("{\"count\":null}");
            }
        }
    }

    @Nested
    class ASlowBrowser {

        @Test
        void missesTheOldestOfTooManyRowsAndIsTold() {
            LiveQueue<Integer> queue = LiveQueue.fromNow(ring, all, MAX_QUEUED);
            add(0, 300);

            String events = drain(queue);

            assertThat(events).containsOnlyOnce("event: skipped\ndata: {\"count\":100}");
            assertThat(rows(events)).isEqualTo(IntStream.range(100, 300).boxed().toList());
        }

        @Test
        void isToldOfWhatTheRingHasLostToo() {
            LiveQueue<Integer> queue = LiveQueue.fromNow(ring, all, MAX_QUEUED);
            add(0, RING + 40);

            LiveQueue.Events first = queue.take();

            assertThat(first.skipped()).isEqualTo(40 + RING - MAX_QUEUED);
            assertThat(new String(first.events(), StandardCharsets.UTF_8)).contains("{\"count\":340}");
        }

        @Test
        void seesOrIsToldOfEachRow() {
            LiveQueue<Integer> queue = LiveQueue.fromNow(ring, all, MAX_QUEUED);
            long skipped = 0;
            int seen = 0;
            for (int i = 0; i < 50; i++) {
                add(i * 170, (i + 1) * 170);
                LiveQueue.Events events = queue.take();
                skipped += events.skipped();
                seen += rows(new String(events.events(), StandardCharsets.UTF_8))
                        .size();
            }
            seen += rows(drain(queue)).size();

            assertThat(skipped).isPositive();
            assertThat(seen + skipped).isEqualTo(50 * 170);
        }

        @Test
        void whoComesBackBehindWhatItWasToldMissesNothingMore() {
            LiveQueue<Integer> queue = LiveQueue.fromNow(ring, all, MAX_QUEUED);
            add(0, 300);
            String told = new String(queue.take().events(), StandardCharsets.UTF_8);
            String id = found("id: (\\S+)\nevent: skipped", told).get(0);

            assertThat(rows(drain(LiveQueue.after(id, ring, all, MAX_QUEUED))))
                    .isEqualTo(IntStream.range(100, 300).boxed().toList());
        }
    }
}
