package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

    private final Properties before = (Properties) System.getProperties().clone();

    @AfterEach
    void asBefore() {
        System.setProperties(before);
    }

    @Test
    void ofProcessesThatWereKilledAreRemoved(@TempDir Path dataFolder) throws IOException {
        Path folder = Files.createDirectory(dataFolder.resolve("native"));
        Files.writeString(folder.resolve("libzstd-jni-1.5.7-6-4711.so"), "of a process that was killed");

        NativeLibraries.unpackInto(dataFolder);

        assertThat(folder).isEmptyDirectory();
    }
}
