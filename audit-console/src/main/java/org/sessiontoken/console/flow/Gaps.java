package org.sessiontoken.console.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;

/** Names what is missing in the events of a request. */
final class Gaps {

    /** The broker accepts no longer deadline unless it is told to; for requests whose own cannot be read. */
    private static final Duration MAX_DEADLINE = Duration.ofSeconds(60);

    private final Instant now;
    private final Instant completeTo;
    private final Set<String> unseen;
    private final boolean allRequests;

    /**
     * Finds gaps as of a moment.
     *
     * @param completeTo all events up to this time are known
     * @param unseen the requestors of which no outcomes can be seen
     * @param allRequests whether all requests are known that ever were on their topic
     */
    Gaps(Instant now, Instant completeTo, Set<String> unseen, boolean allRequests) {
        this.now = now;
        this.completeTo = completeTo;
        this.unseen = unseen;
        this.allRequests = allRequests;
    }

    List<Gap> in(FlowEvents events, boolean clocksDiffer) {
        List<Gap> gaps = new ArrayList<>();
        if (events.asked().isEmpty()
                && events.setAside().isEmpty()
                && (events.hasLostItsRequest() || !events.answered().isEmpty())) {
            gaps.add(events.hasLostItsRequest() || !allRequests ? Gap.REQUEST_IS_GONE : Gap.NO_REQUEST);
        }
        if (events.asked().size() > 1) {
            gaps.add(events.requestsDiffer() ? Gap.REQUESTS_DIFFER : Gap.THE_SAME_REQUEST_AGAIN);
        }
        if (!events.setAside().isEmpty()) {
            gaps.add(Gap.COULD_NOT_BE_READ);
        }
        if (events.hasLostAReply()) {
            gaps.add(Gap.REPLY_IS_GONE);
        }
        events.outcome().ifPresentOrElse(outcome -> addOf(outcome, events, gaps), () -> addOfNoOutcome(events, gaps));
        if (clocksDiffer) {
            gaps.add(Gap.CLOCKS_DIFFER);
        }
        return gaps;
    }

    private static void addOf(SessionTokenReplied outcome, FlowEvents events, List<Gap> gaps) {
        Instant repliedAt = outcome.timings().repliedAt();
        boolean late = events.request()
                .filter(request -> !repliedAt.isBefore(request.expiresAt()))
                .isPresent();
        if (late || outcome.outcome() == Outcome.EXPIRED) {
            gaps.add(Gap.ANSWERED_AFTER_ITS_DEADLINE);
        }
        if (events.answered().size() > 1) {
            gaps.add(Gap.ANOTHER_OUTCOME);
        }
        if (events.differ()) {
            gaps.add(Gap.OUTCOMES_DIFFER);
        }
    }

    private void addOfNoOutcome(FlowEvents events, List<Gap> gaps) {
        if (hasNoReply(events)) {
            gaps.add(Gap.NO_REPLY);
        } else if (events.setAside().isEmpty() && !events.hasLostAReply()) {
            gaps.add(
                    isUnseen(events)
                            ? Gap.OUTCOME_NOT_SEEN
                            : deadlineOf(events).filter(now::isBefore).isPresent()
                                    ? Gap.NOT_ANSWERED_YET
                                    : Gap.NOT_READ_YET);
        }
    }

    /** Whether no reply has come, and none could be unknown. */
    boolean hasNoReply(FlowEvents events) {
        return events.answered().isEmpty()
                && events.setAside().isEmpty()
                && !events.hasLostAReply()
                && !isUnseen(events)
                && deadlineOf(events)
                        .filter(deadline -> now.isBefore(deadline) || completeTo.isBefore(deadline))
                        .isEmpty();
    }

    private boolean isUnseen(FlowEvents events) {
        return events.request()
                .filter(request -> unseen.contains(request.requestor().value()))
                .isPresent();
    }

    private static Optional<Instant> deadlineOf(FlowEvents events) {
        return events.request()
                .map(SessionTokenRequested::expiresAt)
                .or(() -> events.start().map(start -> start.plus(MAX_DEADLINE)));
    }
}
