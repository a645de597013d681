package org.sessiontoken.event;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Which sending of a request an event is or answers: 1 unless its requestor has sent the same request again. In JSON the
 * first attempt is left out.
 *
 * @param number 1 for the first sending, 2 for the second
 */
public record Attempt(int number) {

    /** The maximum number of an attempt. */
    public static final int MAX = 9;

    /** The only attempt of nearly every request. */
    public static final Attempt FIRST = new Attempt(1);

    private static final String MEMBER = "attempt";
    private static final int MIN = 1;

    /** Refuses a number that is out of bounds. */
    public Attempt {
        if (number < MIN || number > MAX) {
            throw new IllegalArgumentException("attempt must be from " + MIN + " to " + MAX);
        }
    }

    static Attempt readFrom(JsonObjectReader members) {
        return members.has(MEMBER) ? new Attempt((int) members.number(MEMBER, MIN, MAX)) : FIRST;
    }

    static final class Serializer extends ValueSerializer<Attempt> {

        @Override
        public void serialize(Attempt attempt, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(attempt.number);
        }

        @Override
        public boolean isEmpty(SerializationContext context, Attempt attempt) {
            return attempt.equals(FIRST);
        }
    }
}
