package org.sessiontoken.sealing;

import java.util.Map;
import java.util.Optional;

/** What the protected header of an envelope must say (RFC 7516, section 4.1), in words for whoever sealed it. */
final class EnvelopeHeader {

    static final String ENCRYPTION = "A256GCM";

    private EnvelopeHeader() {}

    /** What keeps an envelope with this header from being opened, if anything does. */
    static Optional<String> fault(Map<String, ?> header, Purpose purpose) {
        if (!SealingKey.ALGORITHM.equals(header.get("alg"))) {
            return Optional.of("must have 'alg' " + SealingKey.ALGORITHM);
        }
        if (!ENCRYPTION.equals(header.get("enc"))) {
            return Optional.of("must have 'enc' " + ENCRYPTION);
        }
        if (!(header.get("cty") instanceof String)) {
            return Optional.of("must have 'cty', the type of the content: " + purpose.contentType());
        }
        if (header.containsKey("zip")) {
            return Optional.of("must not have 'zip': the content must not be compressed");
        }
        return header.containsKey("crit")
                ? Optional.of("must not have 'crit': no extension is understood")
                : Optional.empty();
    }

    /** Why an envelope that opened is not for this purpose or belongs to something else, if that is so. */
    static Optional<String> misplacement(Map<String, ?> header, Purpose purpose, Binding binding) {
        if (!purpose.type().equals(header.get("typ"))) {
            return Optional.of("'typ' in the protected header must be " + purpose.type());
        }
        return binding.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getValue().equals(header.get(parameter.getKey())))
                .findFirst()
                .map(parameter -> "'" + parameter.getKey()
                        + "' in the protected header must be that of what the envelope was found in");
    }
}
