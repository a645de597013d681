package org.sessiontoken.broker.authservice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contents of files at one time, as digests. Modification times would not do: where links are swapped, as with mounted
 * secrets, the content can change without them.
 *
 * @param digests the digests by file; all files that cannot be read have the same special digest
 */
record FileStates(Map<Path, String> digests) {

    static final FileStates NONE = new FileStates(Map.of());

    static FileStates of(Collection<Path> files) {
        return of(files, NONE);
    }

    /**
     * The states of these files, as of an earlier time where that is known: a file that changes while a backend reads it must
     * count as changed.
     */
    static FileStates of(Collection<Path> files, FileStates earlier) {
        Map<Path, String> digests = new LinkedHashMap<>();
        for (Path file : files) {
            String known = earlier.digests.get(file);
            digests.put(file, known == null ? digest(file) : known);
        }
        return new FileStates(digests);
    }

    /** Whether no file has changed since. */
    boolean isCurrent() {
        return of(digests.keySet()).equals(this);
    }

    private static String digest(Path file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (IOException unreadable) {
            return "unreadable";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
