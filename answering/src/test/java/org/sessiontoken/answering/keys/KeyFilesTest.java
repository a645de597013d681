package org.sessiontoken.answering.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.Secret;

class KeyFilesTest {

    private static final String PROPERTY = "ags.broker.issuing.keys";

    @TempDir
    private Path folder;

    @Test
    void readsTheKeysInTheirOrder() throws IOException {
        NamedKey first = new NamedKey("first", "HS256", Secret.ofBytes(new byte[32]));
        NamedKey second = new NamedKey("second", "HS256", Secret.ofBytes(new byte[33]));
        Path file = folder.resolve("keys.json");
        KeySetFile.write(file, List.of(first, second));

        assertThat(new KeyFiles(DevelopmentKeys.REFUSED).read(PROPERTY, file)).containsExactly(first, second);
    }

    @Test
    void namesThePropertyThatIsNotSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFiles(DevelopmentKeys.REFUSED).read(PROPERTY, null))
                .withMessage("ags.broker.issuing.keys must name a file with a JWK Set, and it is not set");
    }

    @Test
    void namesThePropertyAndTheFileThatIsMissing() {
        Path missing = folder.resolve("missing.json");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFiles(DevelopmentKeys.REFUSED).read(PROPERTY, missing))
                .withMessage("ags.broker.issuing.keys: key set " + missing
                        + " cannot be read (NoSuchFileException): check that it exists and may be read");
    }

    @Test
    void namesThePropertyOfAFileThatHoldsNoKeysAndQuotesNothingOfIt() throws IOException {
        Path malformed = Files.writeString(folder.resolve("keys.json"), "{\"keys\": [{\"k\": \"canary\"}]}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFiles(DevelopmentKeys.REFUSED).read(PROPERTY, malformed))
                .withMessageStartingWith("ags.broker.issuing.keys: ")
                .withMessageNotContaining("canary");
    }

    @Test
    void refusesDevelopmentKeysUnlessTheyAreAllowed() throws IOException {
        NamedKey development = DevelopmentKeys.generate("issuing", "HS256", 32);
        Path file = folder.resolve("keys.json");
        KeySetFile.write(file, List.of(development));

        assertThat(new KeyFiles(DevelopmentKeys.ALLOWED).read(PROPERTY, file)).containsExactly(development);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFiles(DevelopmentKeys.REFUSED).read(PROPERTY, file))
                .withMessageStartingWith("ags.broker.issuing.keys: ")
                .withMessageContaining("was made for development and is refused here");
    }
}
