package org.sessiontoken.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contents of files at one time, as digests. Modification times would not do: where links are swapped, as with mounted
 * secrets, the content can change without them.
 *
 * @param digests the digests by file; all files that are empty have the same special digest, and so have those that cannot be
 *     read
 */
public record FileStates(Map<Path, String> digests) {

    /** The state of no files. */
    public static final FileStates NONE = new FileStates(Map.of());

    private static final String EMPTY = "empty";
    private static final String UNREADABLE = "unreadable";

    /** Keeps the order of the files. */
    public FileStates {
        digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    }

    /** The states of these files now. */
    public static FileStates of(Collection<Path> files) {
        return of(files, NONE);
    }

    /**
     * The states of these files, as of an earlier time where that is known: a file that changes while it is read must count as
     * changed.
     */
    public static FileStates of(Collection<Path> files, FileStates earlier) {
        Map<Path, String> digests = new LinkedHashMap<>();
        for (Path file : files) {
            String known = earlier.digests.get(file);
            digests.put(file, known == null ? digest(file) : known);
        }
        return new FileStates(digests);
    }

    /** Whether no file has changed since. */
    public boolean isCurrent() {
        return of(digests.keySet()).equals(this);
    }

    /** Whether a file is empty or cannot be read that had content earlier: it may be being rewritten. */
    boolean lacksContentOf(FileStates earlier) {
        return digests.entrySet().stream()
                .anyMatch(file -> !hasContent(file.getValue())
                        && hasContent(earlier.digests.getOrDefault(file.getKey(), UNREADABLE)));
    }

    private static boolean hasContent(String digest) {
        return !digest.equals(EMPTY) && !digest.equals(UNREADABLE);
    }

    private static String digest(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length == 0) {
                return EMPTY;
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest);
        } catch (IOException unreadable) {
            return UNREADABLE;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
