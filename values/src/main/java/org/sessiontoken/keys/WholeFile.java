package org.sessiontoken.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes files that hold secrets, each as a whole or not at all: to a draft beside it, which only its owner can read from the
 * first byte on, and which then takes the file's place.
 */
final class WholeFile {

    private WholeFile() {}

    /** Writes a file that is not there yet. */
    static void create(Path file, byte[] content) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path draft = draft(file);
        try {
            Files.move(Files.write(draft, content), file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Writes a file that is there and no link, for its owner and for those who may read it now. */
    static void replace(Path file, byte[] content) throws IOException {
        Path draft = draft(file);
        try {
            Files.write(draft, content);
            keepOwner(file, draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Path draft(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        return Files.createTempFile(
                whole.resolveSibling("").normalize(), "." + whole.getFileName(), ".draft", ownerOnly(whole));
    }

    private static void keepOwner(Path file, Path draft) throws IOException {
        PosixFileAttributeView before = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributeView after = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (before == null || after == null) {
            return;
        }
        PosixFileAttributes kept = before.readAttributes();
        PosixFileAttributes made = after.readAttributes();
        if (!made.owner().equals(kept.owner())) {
            after.setOwner(kept.owner());
        }
        if (!made.group().equals(kept.group())) {
            after.setGroup(kept.group());
        }
        after.setPermissions(kept.permissions());
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
