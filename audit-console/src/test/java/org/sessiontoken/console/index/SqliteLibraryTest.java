package org.sessiontoken.console.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

class SqliteLibraryTest {

    private static final String FOUND_IN = "org.sqlite.lib.path";

    @TempDir
    private Path folder;

    private @Nullable String before;

    @BeforeEach
    void asInANewProcess() {
        before = System.clearProperty(FOUND_IN);
    }

    @AfterEach
    void asBefore() {
        if (before != null) {
            System.setProperty(FOUND_IN, before);
        }
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void isOneFileHoweverOftenAProcessIsStartedAndKilled() throws IOException {
        String left = "sqlite-3.54.1.0-0a1b2c3d-" + LibraryLoaderUtil.getNativeLibName();
        Files.writeString(folder.resolve(left), "of a process that was killed");
        Files.writeString(folder.resolve(left + ".lck"), "");
        Files.writeString(folder.resolve("sqlite-notes.txt"), "somebody's own");

        SqliteLibrary.unpackInto(folder);
        System.clearProperty(FOUND_IN);
        SqliteLibrary.unpackInto(folder);

        assertThat(names()).containsExactlyInAnyOrder(LibraryLoaderUtil.getNativeLibName(), "sqlite-notes.txt");
        assertThat(System.getProperty(FOUND_IN))
                .isEqualTo(folder.toAbsolutePath().toString());
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve(LibraryLoaderUtil.getNativeLibName()))))
                .isEqualTo("rw-------");
    }

    /** As on a full disk: the driver itself would try once and never again. */
    @Test
    void isUnpackedLaterWhereItCouldNotBe() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> SqliteLibrary.unpackInto(missing)).isInstanceOf(IOException.class);
        assertThat(System.getProperty(FOUND_IN)).isNull();

        Files.createDirectory(missing);
        SqliteLibrary.unpackInto(missing);

        assertThat(missing.resolve(LibraryLoaderUtil.getNativeLibName())).isNotEmptyFile();
    }
}
