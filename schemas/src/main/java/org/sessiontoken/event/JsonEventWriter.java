package org.sessiontoken.event;

import java.time.Duration;
import org.sessiontoken.json.JsonFactories;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Writes events as JSON, as the schemas describe it. {@link JsonObjectReader} reads it. */
final class JsonEventWriter {

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactories.builder().build())
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, new WholeSeconds())
                    .addSerializer(Attempt.class, new Attempt.Serializer())
                    .addSerializer(BackendCall.class, new BackendCall.Serializer()))
            .build();

    private JsonEventWriter() {}

    static byte[] write(Object event) {
        return MAPPER.writeValueAsBytes(event);
    }

    private static final class WholeSeconds extends ValueSerializer<Duration> {

        @Override
        public void serialize(Duration duration, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(duration.toSeconds());
        }
    }
}
