package org.sessiontoken.console.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links with a code for one sign-in. There is one at a time, in a file that only its owner can read; once it is used, the next
 * one is written. The code is in the link's fragment, which browsers send to nobody, so that no log and no preview of the link
 * has it.
 */
final class OneTimeLinks {

    /** The name under which whoever has signed in by such a link is recorded. */
    static final String USER = "one-time-link";

    private static final Logger LOG = LoggerFactory.getLogger(OneTimeLinks.class);
    private static final int CODE_BYTES = 24;

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private @Nullable String base;
    private @Nullable Secret code;

    OneTimeLinks(Path file) {
        this.file = file;
    }

    /**
     * Writes the first link.
     *
     * @param console the address of the console
     * @throws IOException if the file cannot be written
     */
    synchronized void open(String console) throws IOException {
        base = console;
        renew();
    }

    /** Whether the code is that of the link. If it is, it never is again. */
    synchronized boolean redeem(String offered) {
        Secret current = code;
        if (current == null || !current.equals(Secret.ofText(offered))) {
            return false;
        }
        code = null;
        try {
            renew();
        } catch (IOException unwritable) {
            LOG.atError()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(unwritable))
                    .log("The next link for a sign-in cannot be written: start the console again for another one");
        }
        return true;
    }

    private void renew() throws IOException {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        String text = Base64Url.encode(bytes);
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "draft",
                ".txt",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, base + SignInPage.PATH + "#code=" + text + "\n", StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        code = Secret.ofText(text);
    }

    /** Removes the file: the link is of no use any more. */
    synchronized void close() {
        code = null;
        try {
            Files.deleteIfExists(file);
        } catch (IOException remains) {
            LOG.atDebug().log("The file with the link for a sign-in remains, and its link is of no use");
        }
    }
}
