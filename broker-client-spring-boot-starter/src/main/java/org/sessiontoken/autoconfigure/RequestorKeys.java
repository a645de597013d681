package org.sessiontoken.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.value.RequestorName;

/** The requestor and its keys, as configured, or a failure that says what to change. */
record RequestorKeys(RequestorName requestor, List<NamedKey> keys) {

    static RequestorKeys of(SessionTokenClientProperties properties) {
        RequestorName requestor = properties.requestor();
        if (requestor == null) {
            throw new UnusableClientSettingException(
                    "ags.client.requestor is not set.",
                    "Set ags.client.requestor to the name under which the broker knows this application: the last part of"
                            + " ags.broker.requestors.<name> in the broker's configuration. If the application should have"
                            + " no client, set ags.client.enabled to false.");
        }
        Path file = properties.sealingKeys();
        if (file == null) {
            throw new UnusableClientSettingException(
                    "ags.client.sealing-keys is not set.",
                    "Set ags.client.sealing-keys to the path of a JWK Set file with the keys that the broker reads as "
                            + brokerProperty(requestor) + ".");
        }
        return new RequestorKeys(requestor, read(file, requestor, properties.development()));
    }

    private static List<NamedKey> read(Path file, RequestorName requestor, boolean development) {
        try {
            List<NamedKey> keys =
                    KeySetFile.read(file, development ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED);
            KeyRing.of(Map.of(requestor, keys));
            return keys;
        } catch (IllegalArgumentException unusable) {
            throw new UnusableClientSettingException(
                    "ags.client.sealing-keys cannot be used: " + unusable.getMessage() + ".",
                    "Correct the file " + file + " (relative paths begin at "
                            + Path.of("").toAbsolutePath()
                            + "), or set ags.client.sealing-keys to another one. It must have the keys that the broker reads"
                            + " as " + brokerProperty(requestor)
                            + ". For keys of the standalone program, which are for development, set"
                            + " ags.client.development to true.");
        }
    }

    private static String brokerProperty(RequestorName requestor) {
        return "ags.broker.requestors." + requestor;
    }
}
