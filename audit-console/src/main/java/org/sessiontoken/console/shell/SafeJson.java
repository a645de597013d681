package org.sessiontoken.console.shell;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON of which a terminal obeys nothing: all but the printable characters of ASCII are escaped. */
final class SafeJson {

    private SafeJson() {}

    static JsonMapper mapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .characterEscapes(new WithDelete())
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .build())
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
                .build();
    }

    /** Jackson leaves the character that deletes as it is. */
    private static final class WithDelete extends CharacterEscapes {

        private static final long serialVersionUID = 1L;
        private static final int DELETE = 0x7f;

        private final int[] ascii = standardAsciiEscapesForJSON();

        WithDelete() {
            ascii[DELETE] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            throw new IllegalStateException("every escape is the standard one");
        }
    }
}
