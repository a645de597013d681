package org.sessiontoken.sso;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sessiontoken.setting.TextBytes;
import org.sessiontoken.setting.VisibleText;
import org.sessiontoken.value.Secret;

/** A file with one secret: one line of visible text in UTF-8, with nothing around it but white space. */
final class SecretFile {

    private static final int MAX_SIZE = 65_536;

    private SecretFile() {}

    /**
     * Reads the secret.
     *
     * @param subject the option and the file, with which messages begin
     */
    static Secret read(String subject, Path file) {
        String text = TextBytes.decode(bytes(subject, file))
                .map(TextBytes::trim)
                .orElseThrow(() -> new IllegalArgumentException(
                        subject + "must be text in UTF-8: save it again in that encoding"));
        VisibleText.refusal(text).ifPresent(why -> {
            throw new IllegalArgumentException(subject + why);
        });
        return Secret.ofText(text);
    }

    /** Reads without asking for the size first, since devices and pipes have the size 0. */
    private static byte[] bytes(String subject, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length <= MAX_SIZE) {
                return bytes;
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(subject + "cannot be read ("
                    + unreadable.getClass().getSimpleName() + "): check that it exists and may be read");
        }
        throw new IllegalArgumentException(subject + "must hold at most " + MAX_SIZE + " bytes of text");
    }
}
