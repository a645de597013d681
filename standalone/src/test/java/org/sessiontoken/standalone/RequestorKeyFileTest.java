package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;

class RequestorKeyFileTest {

    @TempDir
    private Path folder;

    @Test
    void makesTheKeyOnceForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("keys of billing").resolve("a=b.jwks.json");

        RequestorKeyFile.prepare(List.of(RequestorKeyFile.convert("billing=" + file)));
        String made = Files.readString(file);
        RequestorKeyFile.prepare(List.of(RequestorKeyFile.convert("billing=" + file)));

        assertThat(KeySetFile.read(file, DevelopmentKeys.ALLOWED))
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.kid()).isEqualTo("dev-billing");
                    assertThat(DevelopmentKeys.isMarked(key.material())).isTrue();
                });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(made);
    }

    @Test
    void refusesANameThatIsGivenTwice() {
        assertRefused("given twice", "billing=" + folder.resolve("a"), "billing=" + folder.resolve("b"));
    }

    @Test
    void refusesOneFileForTwoRequestors() {
        assertRefused("dev-billing", "billing=" + folder.resolve("a"), "audit=" + folder.resolve("a"));
    }

    @Test
    void refusesAFileThatIsNoKeySet() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no keys");
        assertRefused("must be a JWK Set", "billing=" + text);
    }

    @Test
    void refusesAKeyOfAnotherUse() throws IOException {
        Path signing = folder.resolve("signing.jwks.json");
        KeySetFile.write(signing, List.of(DevelopmentKeys.generate("signing", "HS256", 32)));
        assertRefused("A256GCMKW", "billing=" + signing);
    }

    @Test
    void refusesAFolderThatIsAFile() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no folder");
        assertRefused("cannot be written", "billing=" + text.resolve("key.json"));
    }

    private static void assertRefused(String message, String... options) {
        List<RequestorKeyFile> requestors =
                List.of(options).stream().map(RequestorKeyFile::convert).toList();
        assertThatExceptionOfType(TokenBrokerException.class)
                .isThrownBy(() -> RequestorKeyFile.prepare(requestors))
                .withMessageContainingAll("--requestor", message);
    }
}
