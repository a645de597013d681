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
 * What files held at one time, by a digest of each: modification times say too little where files are swapped by links,
 * as mounted secrets are.
 *
 * @param digests by file; a file that cannot be read has a digest of its own kind
 */
record FileStates(Map<Path, String> digests) {

    static final FileStates NONE = new FileStates(Map.of());

    static FileStates of(Collection<Path> files) {
        return of(files, NONE);
    }

    /**
     * What these files held, by what was known earlier where it was: a file that changes while a backend reads it must be
     * seen to have changed.
     */
    static FileStates of(Collection<Path> files, FileStates earlier) {
        Map<Path, String> digests = new LinkedHashMap<>();
        for (Path file : files) {
            String known = earlier.digests.get(file);
            digests.put(file, known == null ? digest(file) : known);
        }
        return new FileStates(digests);
    }

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
