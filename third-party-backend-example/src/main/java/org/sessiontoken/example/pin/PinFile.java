package org.sessiontoken.example.pin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.AccountId;

/**
 * A file with a line {@code account:iterations:salt:hash} for each account. Empty lines and lines that begin with # are
 * skipped.
 */
final class PinFile {

    private static final Pattern LINE = Pattern.compile("(.+):([0-9]{1,8}):((?:[0-9A-Fa-f]{2})+):([0-9A-Fa-f]{64})");

    private PinFile() {}

    /**
     * Reads the file that an option names.
     *
     * @throws IllegalArgumentException if it is not as described; the message names the option and the line, and does not
     *     quote the line
     */
    static Map<AccountId, HashedPin> read(BackendOptions options, String option) {
        Path file = options.file(option);
        Map<AccountId, HashedPin> pins = new HashMap<>();
        List<String> lines = lines(file, options.path(option));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    add(line, pins);
                } catch (IllegalArgumentException unfit) {
                    throw new IllegalArgumentException(options.path(option) + ": line " + (i + 1) + " of '" + file
                            + "' must be account:iterations:salt:hash, where " + unfit.getMessage());
                }
            }
        }
        if (pins.isEmpty()) {
            throw new IllegalArgumentException(options.path(option) + ": file '" + file + "' has no account");
        }
        return Map.copyOf(pins);
    }

    private static List<String> lines(Path file, String path) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(path + ": file '" + file + "' cannot be read as text ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static void add(String line, Map<AccountId, HashedPin> pins) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("salt and hash are hexadecimal, the hash 32 bytes");
        }
        int iterations = Integer.parseInt(parts.group(2));
        byte[] salt = HexFormat.of().parseHex(parts.group(3));
        if (iterations < HashedPin.MIN_ITERATIONS || iterations > HashedPin.MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "the iterations are from " + HashedPin.MIN_ITERATIONS + " to " + HashedPin.MAX_ITERATIONS);
        }
        if (salt.length < HashedPin.MIN_SALT) {
            throw new IllegalArgumentException("the salt is at least " + HashedPin.MIN_SALT + " bytes");
        }
        HashedPin pin = new HashedPin(iterations, salt, HexFormat.of().parseHex(parts.group(4)));
        if (pins.put(new AccountId(parts.group(1)), pin) != null) {
            throw new IllegalArgumentException("each account has one line");
        }
    }
}
