package org.sessiontoken.console.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.setting.TextBytes;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users in a file: a line {@code NAME:HASH:ROLE} for each; empty lines and those that begin with a hash sign are passed
 * over. A file that has changed is read again; while it cannot be read or is not as described, nobody in it can sign in or
 * stays signed in. Safe for all threads.
 */
final class UsersFile {

    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
    private static final Pattern LINE =
            Pattern.compile("([^:\\s][^:]{0,254}):(\\$(?:2[aby]|argon2i?d?)\\$[^:\\s]+):([a-z]+)");

    private final Path file;
    private volatile @Nullable Contents contents;

    UsersFile(Path file) {
        this.file = file;
    }

    /**
     * A user.
     *
     * @param name the name for the sign-in
     * @param hash the hash of the password, of bcrypt or argon2
     * @param role what the user may see
     */
    record User(String name, String hash, Role role) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** What the file had when it was read. */
    private record Contents(FileTime modified, long size, Map<String, User> users) {

        boolean areOf(FileTime time, long length) {
            return modified.equals(time) && size == length;
        }
    }

    /**
     * The users by their names.
     *
     * @throws IllegalArgumentException if the file cannot be read or is not as described; the message quotes no hash
     */
    Map<String, User> users() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            Contents known = contents;
            if (known == null || !known.areOf(modified, size)) {
                known = new Contents(modified, size, parse(Files.readAllBytes(file)));
                contents = known;
            }
            return known.users();
        } catch (IOException unreadable) {
            throw refusal("cannot be read (" + unreadable.getClass().getSimpleName()
                    + "): check that it exists and may be read");
        }
    }

    /** The user of this name, if there is one and the file is as described. */
    Optional<User> find(String name) {
        try {
            return Optional.ofNullable(users().get(name));
        } catch (IllegalArgumentException unusable) {
            LOG.atError().addKeyValue(LogKeys.REASON, unusable.getMessage()).log("Nobody can sign in");
            return Optional.empty();
        }
    }

    private Map<String, User> parse(byte[] bytes) {
        String text = TextBytes.decode(bytes)
                .orElseThrow(() -> refusal("must be text in UTF-8: save it again in that encoding"));
        Map<String, User> users = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                User user = user(TextBytes.trim(line), number);
                if (users.put(user.name(), user) != null) {
                    throw refusal("must have the user of line " + number + " only once");
                }
            }
        }
        return Map.copyOf(users);
    }

    private User user(String line, int number) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw refusal("must have NAME:HASH:ROLE in line " + number
                    + ", with a hash of bcrypt ($2…) or argon2 ($argon2…)");
        }
        return new User(
                parts.group(1),
                parts.group(2),
                Role.ofCode(parts.group(3))
                        .orElseThrow(() -> refusal("must have the role viewer or auditor in line " + number)));
    }

    private IllegalArgumentException refusal(String reason) {
        return new IllegalArgumentException("users file " + file + " " + reason);
    }
}
