package org.sessiontoken.event;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Times in JSON: instants as RFC 3339 text, durations as whole seconds. */
final class JsonTimes {

    /**
     * The {@code date-time} of RFC 3339, section 5.6, as the schemas narrow it: what all common libraries can hold, so no
     * leap seconds, no fractions below the nanosecond, and offsets as they are used on Earth.
     */
    static final Pattern DATE_TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
                    + "(?:\\.[0-9]{1,9})?(?:[Zz]|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])");

    private JsonTimes() {}

    static JacksonModule module() {
        return new SimpleModule()
                .addDeserializer(Instant.class, new InstantReader())
                .addDeserializer(Duration.class, new SecondsReader())
                .addSerializer(Duration.class, new SecondsWriter());
    }

    private static final class InstantReader extends ValueDeserializer<Instant> {

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            String text = parser.getString();
            try {
                if (DATE_TIME.matcher(text).matches()) {
                    return Instant.parse(text);
                }
            } catch (DateTimeException noSuchDay) {
                // Falls through to a failure that does not quote the text.
            }
            return (Instant)
                    context.handleWeirdStringValue(Instant.class, "", "a time must be given as RFC 3339 describes");
        }
    }

    private static final class SecondsReader extends ValueDeserializer<Duration> {

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return (Duration) context.handleUnexpectedToken(Duration.class, parser);
            }
            return Duration.ofSeconds(parser.getIntValue());
        }
    }

    private static final class SecondsWriter extends ValueSerializer<Duration> {

        @Override
        public void serialize(Duration duration, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(duration.toSeconds());
        }
    }
}
