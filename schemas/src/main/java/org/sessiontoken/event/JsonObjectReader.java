package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.VALUE;

import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.json.JsonFactories;
import org.sessiontoken.json.Utf8;
import org.sessiontoken.value.Jwe;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the members of a JSON object strictly: no type is converted to another, an absent member is left out and not
 * {@code null}, no member is given twice, and no text follows the object. Members that the caller does not ask for are
 * passed over, so that a newer writer does not break an older reader.
 *
 * <p>A member that is not as asked for is refused with an {@link UnreadableEventException}. Its message names the member
 * and says what was expected, and does not quote what was found.
 */
final class JsonObjectReader {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER_LENGTH = 32;

    /** Building the tree detects members that are given twice. The parser could, too, but would take twice as long. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactories.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(Jwe.MAX_LENGTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            // The reader looks itself, and names that mistake.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The object's path within the value; empty for the value itself. */
    private final String path;

    private final JsonNode object;

    private JsonObjectReader(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /** A reader of a record's value. */
    static JsonObjectReader of(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            throw unreadable("must be a JSON object, and it is " + (value == null ? "missing" : "empty"));
        }
        JsonNode tree = parse(value);
        if (tree == null || !tree.isObject()) {
            boolean encodedTwice = tree != null && tree.isString();
            throw unreadable("must be a JSON object" + (encodedTwice ? ", and it is a string: encode it once" : ""));
        }
        return new JsonObjectReader("", tree);
    }

    private static @Nullable JsonNode parse(byte[] value) {
        try (JsonParser parser = MAPPER.createParser(Utf8.decodeWithoutMark(value))) {
            JsonNode tree = MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw unreadable("must have nothing after its JSON object");
            }
            return tree;
        } catch (StreamConstraintsException beyond) {
            throw unreadable("must have at most " + MAX_DEPTH + " levels, no string above " + Jwe.MAX_LENGTH
                    + " characters, and no number above " + MAX_NUMBER_LENGTH);
        } catch (CharacterCodingException | StreamReadException notJson) {
            throw unreadable("must be JSON in UTF-8");
        } catch (JacksonException givenTwice) {
            throw unreadable("must give each member only once");
        }
    }

    private static UnreadableEventException unreadable(String fault) {
        return new UnreadableEventException(VALUE, "the value " + fault);
    }

    /** Creates what the object describes. */
    <T> T as(Function<JsonObjectReader, T> type) {
        try {
            return type.apply(this);
        } catch (IllegalArgumentException refused) {
            String what = path.isEmpty() ? "the value" : "member '" + path + "'";
            throw new UnreadableEventException(VALUE, what + notAsDescribed(refused));
        }
    }

    /** Whether there is a member of this name, of any type. */
    boolean has(String name) {
        return object.has(name);
    }

    /** Whether there is a member of this name that is an object. */
    boolean hasObject(String name) {
        return object.path(name).isObject();
    }

    /** The text of the member of this name, or null if there is no such member or it is not a string. */
    @Nullable
    String textIfAny(String name) {
        return object.path(name).stringValue(null);
    }

    /** Creates a value from a text. The type refuses invalid texts with an {@link IllegalArgumentException}. */
    <T> T required(String name, Function<String, T> type) {
        return typed(name, get(name), type);
    }

    /** As {@link #required}, or null if the member is left out. */
    <T> @Nullable T optional(String name, Function<String, T> type) {
        JsonNode member = find(name);
        return member == null ? null : typed(name, member, type);
    }

    String text(String name) {
        return text(name, get(name));
    }

    @Nullable
    String optionalText(String name) {
        JsonNode member = find(name);
        return member == null ? null : text(name, member);
    }

    List<String> texts(String name) {
        JsonNode list = list(name);
        List<String> texts = new ArrayList<>(list.size());
        String eachOf = name + "[]";
        for (JsonNode element : list) {
            texts.add(text(eachOf, element));
        }
        return texts;
    }

    /** Texts by names that the writer chose freely. Messages leave the names out, since they could be secret. */
    Map<String, String> textsByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).object.forEachEntry((key, value) -> texts.put(key, text(name + "[]", value)));
        return texts;
    }

    /** The constant that has this code. */
    <E extends Enum<E>> E oneOf(String name, E[] constants, Function<E, String> code) {
        String text = text(name);
        for (E constant : constants) {
            if (code.apply(constant).equals(text)) {
                return constant;
            }
        }
        throw unreadable(
                name, " must be one of " + Stream.of(constants).map(code).collect(Collectors.joining(", ")));
    }

    boolean flag(String name) {
        JsonNode member = get(name);
        if (!member.isBoolean()) {
            throw unreadable(name, " must be true or false");
        }
        return member.booleanValue();
    }

    /** A whole number from 0 to the maximum. */
    long number(String name, long max) {
        return number(name, 0, max);
    }

    /** A whole number from the minimum, which is not negative, to the maximum. */
    long number(String name, long min, long max) {
        return number(name, get(name), min, max);
    }

    /** Whole seconds, or null if they are left out. */
    @Nullable
    Duration optionalSeconds(String name) {
        JsonNode member = find(name);
        return member == null ? null : Duration.ofSeconds(number(name, member, 0, Integer.MAX_VALUE));
    }

    JsonObjectReader object(String name) {
        return object(name, get(name));
    }

    /** Creates what each object of a list describes. */
    <T> List<T> objects(String name, Function<JsonObjectReader, T> type) {
        List<T> objects = new ArrayList<>();
        for (JsonNode element : list(name)) {
            objects.add(object(name + "[" + objects.size() + "]", element).as(type));
        }
        return objects;
    }

    private JsonNode get(String name) {
        JsonNode member = find(name);
        if (member == null) {
            throw unreadable(name, " is missing");
        }
        return member;
    }

    private @Nullable JsonNode find(String name) {
        JsonNode member = object.get(name);
        if (member != null && member.isNull()) {
            throw unreadable(name, " must not be null");
        }
        return member;
    }

    private <T> T typed(String name, JsonNode member, Function<String, T> type) {
        String text = text(name, member);
        try {
            return type.apply(text);
        } catch (IllegalArgumentException refused) {
            throw unreadable(name, notAsDescribed(refused));
        }
    }

    private String text(String name, JsonNode found) {
        String text = found.stringValue(null);
        if (text == null) {
            throw unreadable(name, " must be a string");
        }
        return text;
    }

    private long number(String name, JsonNode found, long min, long max) {
        long number = found.isIntegralNumber() && found.canConvertToLong() ? found.longValue() : -1;
        if (number < min || number > max) {
            throw unreadable(name, " must be a whole number from " + min + " to " + max);
        }
        return number;
    }

    private JsonNode list(String name) {
        JsonNode list = get(name);
        if (!list.isArray()) {
            throw unreadable(name, " must be a list");
        }
        return list;
    }

    private JsonObjectReader object(String name, JsonNode found) {
        if (!found.isObject()) {
            throw unreadable(name, " must be an object");
        }
        return new JsonObjectReader(pathOf(name), found);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private UnreadableEventException unreadable(String name, String fault) {
        return new UnreadableEventException(VALUE, "member '" + pathOf(name) + "'" + fault);
    }

    /** Takes over the words of the value types, which do not quote what they refuse. */
    private static String notAsDescribed(IllegalArgumentException refusal) {
        return " is not as the schema describes: " + refusal.getMessage();
    }
}
