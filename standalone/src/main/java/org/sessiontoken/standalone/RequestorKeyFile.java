package org.sessiontoken.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.value.RequestorName;
import picocli.CommandLine.TypeConversionException;

/**
 * A further requestor, and the file with its sealing keys.
 *
 * @param name the requestor's name
 * @param file the file, which is made if it does not exist
 */
record RequestorKeyFile(RequestorName name, Path file) {

    private static final String OPTION = "--requestor";
    private static final RequestorName ADAPTER = new RequestorName("http-adapter");
    private static final int KEY_BYTES = 32;

    /** Converts {@code NAME=FILE}. */
    static RequestorKeyFile convert(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new TypeConversionException("must be NAME=FILE, such as billing=billing.jwks.json");
        }
        try {
            RequestorName name = new RequestorName(text.substring(0, equals));
            if (name.equals(ADAPTER)) {
                throw new TypeConversionException(
                        "must have another name than " + ADAPTER + ", which is this program's own adapter");
            }
            Path file = FileConverter.convert(text.substring(equals + 1));
            return new RequestorKeyFile(name, file.toAbsolutePath().normalize());
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(String.valueOf(malformed.getMessage()));
        }
    }

    /** Makes the files that do not exist yet, and refuses requestors whose keys the broker could not tell apart. */
    static void prepare(List<RequestorKeyFile> requestors) {
        Map<RequestorName, List<NamedKey>> keys = new LinkedHashMap<>();
        for (RequestorKeyFile requestor : requestors) {
            requestor.makeIfAbsent();
            if (keys.put(requestor.name(), requestor.keys()) != null) {
                throw new TokenBrokerException(
                        OPTION + " " + requestor.name() + " is given twice: give each name once");
            }
        }
        try {
            KeyRing.of(keys);
        } catch (IllegalArgumentException unusable) {
            throw new TokenBrokerException(OPTION + ": " + unusable.getMessage()
                    + "; give other files, or none that exist, to have them made");
        }
    }

    private void makeIfAbsent() {
        if (Files.exists(file)) {
            return;
        }
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            KeySetFile.write(file, List.of(DevelopmentKeys.generate("dev-" + name, "A256GCMKW", KEY_BYTES)));
        } catch (IOException unwritable) {
            throw new TokenBrokerException("file " + file + " cannot be written ("
                    + unwritable.getClass().getSimpleName() + "): give another with " + OPTION + " " + name + "=FILE");
        }
    }

    private List<NamedKey> keys() {
        try {
            return KeySetFile.read(file, DevelopmentKeys.ALLOWED);
        } catch (IllegalArgumentException unusable) {
            throw new TokenBrokerException(OPTION + " " + name + ": " + unusable.getMessage()
                    + "; delete the file to have it made, or give another");
        }
    }
}
