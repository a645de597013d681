package org.sessiontoken.console.event;

import java.time.Instant;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestEvent;

/** What is at a place in Kafka. */
public sealed interface ReadEvent {

    /** Where it is, or was. */
    EventPlace place();

    /** Calls the method for this case. */
    <R> R fold(Cases<R> cases);

    /**
     * A request.
     *
     * @param loggedAt the time of the record, by Kafka's clock unless the topic says otherwise
     */
    record Asked(EventPlace place, Instant loggedAt, RequestEvent event) implements ReadEvent {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.asked(this);
        }
    }

    /**
     * A reply.
     *
     * @param loggedAt the time of the record, by Kafka's clock unless the topic says otherwise
     */
    record Answered(EventPlace place, Instant loggedAt, ReplyEvent event) implements ReadEvent {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.answered(this);
        }
    }

    /**
     * A dead letter.
     *
     * @param loggedAt the time of the record, by Kafka's clock unless the topic says otherwise
     */
    record SetAside(EventPlace place, Instant loggedAt, DeadLettered letter) implements ReadEvent {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.setAside(this);
        }
    }

    /**
     * A record that is not as described. Nothing of it is shown: it may contain a credential that nobody has sealed.
     *
     * @param loggedAt the time of the record
     * @param bytes the length of its value
     * @param why what is wrong with it, in words that do not quote it
     */
    record Unreadable(EventPlace place, Instant loggedAt, int bytes, String why) implements ReadEvent {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unreadable(this);
        }
    }

    /** Nothing is there: Kafka has deleted the record, or has none there yet. */
    record Deleted(EventPlace place) implements ReadEvent {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.deleted(this);
        }
    }

    /** A record that Kafka's client cannot decode, for example because its batch is damaged. */
    record Undecodable(EventPlace place) implements ReadEvent {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.undecodable(this);
        }
    }

    /**
     * One method for each case.
     *
     * @param <R> the result
     */
    interface Cases<R> {
        /** A request. */
        R asked(Asked event);

        /** A reply. */
        R answered(Answered event);

        /** A dead letter. */
        R setAside(SetAside event);

        /** A record that is not as described. */
        R unreadable(Unreadable event);

        /** Nothing is left there. */
        R deleted(Deleted event);

        /** A record that cannot be decoded. */
        R undecodable(Undecodable event);
    }
}
