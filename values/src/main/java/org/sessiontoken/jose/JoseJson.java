package org.sessiontoken.jose;

import io.jsonwebtoken.io.DeserializationException;
import io.jsonwebtoken.io.Deserializer;
import io.jsonwebtoken.io.SerializationException;
import io.jsonwebtoken.io.Serializer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sessiontoken.json.JsonFactories;
import org.sessiontoken.json.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the JSON objects of tokens and envelopes. Reading is strict: bytes are UTF-8, depth and the length of names and numbers
 * are bounded, each member is given once (RFC 7515, section 4), and no text follows the object. No failure quotes the
 * text that was read.
 */
public final class JoseJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactories.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNameLength(256)
                            .maxNumberLength(32)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader OBJECTS = MAPPER.readerFor(new TypeReference<Map<String, ?>>() {});

    private static final Deserializer<Map<String, ?>> READER = new StrictReader();
    private static final Serializer<Map<String, ?>> WRITER = new CompactWriter();

    private JoseJson() {}

    /** Reads an object, for the JWT library's parsers. */
    public static Deserializer<Map<String, ?>> reader() {
        return READER;
    }

    /** Writes an object without white space, for the JWT library's builders. */
    public static Serializer<Map<String, ?>> writer() {
        return WRITER;
    }

    private static final class StrictReader implements Deserializer<Map<String, ?>> {

        @Override
        public Map<String, ?> deserialize(byte[] bytes) {
            return object(() -> OBJECTS.readValue(Utf8.decode(bytes)));
        }

        @Override
        public Map<String, ?> deserialize(Reader reader) {
            return object(() -> OBJECTS.readValue(reader));
        }

        private static Map<String, ?> object(Callable<Map<String, ?>> reading) {
            try {
                Map<String, ?> object = reading.call();
                if (object != null) {
                    return object;
                }
            } catch (Exception quotesWhatWasRead) {
                // Falls through to a failure without a cause.
            }
            throw new DeserializationException("not a JSON object, or one too deep or with a member given twice");
        }
    }

    private static final class CompactWriter implements Serializer<Map<String, ?>> {

        @Override
        public byte[] serialize(Map<String, ?> object) {
            try {
                return MAPPER.writeValueAsBytes(object);
            } catch (JacksonException unwritable) {
                throw new SerializationException("the JSON object cannot be written");
            }
        }

        @Override
        public void serialize(Map<String, ?> object, OutputStream out) {
            try {
                out.write(serialize(object));
            } catch (IOException unwritable) {
                throw new SerializationException("the JSON object cannot be written");
            }
        }
    }
}
