package org.sessiontoken.adapter.body;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.json.JsonFactories;
import org.sessiontoken.json.Utf8;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads parameters from JSON: {@code {"parameters": [{"name": …, "value": …}]}}. It reads strictly, but ignores unknown
 * members. Its refusals say what to change and quote nothing of the body. They do not contain the messages of the parser
 * either, which may quote the body.
 */
public final class ParametersJson {

    private static final int MAX_DEPTH = 16;

    private static final JsonFactory JSON = JsonFactories.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(1024)
                    .build())
            .build();

    private ParametersJson() {}

    /**
     * Reads a body.
     *
     * @throws ProblemException if the body is not as described
     */
    public static Parameters read(byte[] body) {
        return read(body, (name, json, value) -> json.skipChildren());
    }

    /**
     * Reads a body that has further members.
     *
     * @param others is given the members that are not the parameters
     * @throws ProblemException if the body is not as described
     */
    public static Parameters read(byte[] body, OtherMembers others) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), Utf8.decodeWithoutMark(body))) {
            Parameters parameters = readObject(json, others);
            if (json.nextToken() != null) {
                throw malformed(json.currentTokenLocation());
            }
            return parameters;
        } catch (JacksonException notJson) {
            throw malformed(notJson.getLocation());
        } catch (CharacterCodingException notUtf8) {
            throw refused("Send the body in UTF-8, well-formed (RFC 3629).");
        }
    }

    private static Parameters readObject(JsonParser json, OtherMembers others) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw refused("Send a JSON object: {\"parameters\": [{\"name\": …, \"value\": …}]}.");
        }
        @Nullable Parameters parameters = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("parameters")) {
                parameters = readArray(json, value);
            } else {
                others.read(name, json, value);
            }
        }
        if (parameters == null) {
            throw refused("Give the member 'parameters', an array; it may be empty.");
        }
        return parameters;
    }

    private static Parameters readArray(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_ARRAY) {
            throw refused("Make 'parameters' an array.");
        }
        List<Parameter> read = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (read.size() == Parameters.MAX_COUNT) {
                throw refused("Give at most " + Parameters.MAX_COUNT + " parameters.");
            }
            read.add(readParameter(json, token, "parameters[" + read.size() + "]"));
        }
        try {
            return new Parameters(read);
        } catch (IllegalArgumentException malformed) {
            throw refused("Change 'parameters': " + malformed.getMessage() + ".");
        }
    }

    private static Parameter readParameter(JsonParser json, JsonToken start, String where) {
        if (start != JsonToken.START_OBJECT) {
            throw refused("Make " + where + " an object with a name and a value.");
        }
        @Nullable String name = null;
        @Nullable Secret value = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = json.currentName();
            JsonToken token = json.nextToken();
            switch (member) {
                case "name" -> name = string(json, token, where + ".name");
                case "value" -> value = Secret.ofText(string(json, token, where + ".value"));
                default -> json.skipChildren();
            }
        }
        if (name == null || value == null) {
            throw refused("Give " + where + " a " + (name == null ? "name" : "value") + ".");
        }
        try {
            return new Parameter(name, value);
        } catch (IllegalArgumentException malformed) {
            throw refused("Change " + where + ": " + malformed.getMessage() + ".");
        }
    }

    /**
     * The text of a member.
     *
     * @param where names the member to the caller
     * @throws ProblemException if the member is no string, or cannot be encoded
     */
    public static String string(JsonParser json, JsonToken token, String where) {
        if (token != JsonToken.VALUE_STRING) {
            throw refused("Make " + where + " a string.");
        }
        String text = json.getString();
        // A lone surrogate cannot be encoded in UTF-8: two different values would become the same one.
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw refused("Make " + where + " valid Unicode: it has half of a surrogate pair.");
        }
        return text;
    }

    private static ProblemException malformed(@Nullable TokenStreamLocation where) {
        return refused("Send one JSON object in UTF-8, of at most " + MAX_DEPTH
                + " levels, each member given once, and nothing after it."
                + (where == null
                        ? ""
                        : " The error is at line " + where.getLineNr() + ", column " + where.getColumnNr() + "."));
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    /** Reads members beside the parameters. */
    @FunctionalInterface
    public interface OtherMembers {

        /** Reads the value of a member to its end, or passes over it by {@link JsonParser#skipChildren()}. */
        void read(String name, JsonParser json, JsonToken value);
    }
}
