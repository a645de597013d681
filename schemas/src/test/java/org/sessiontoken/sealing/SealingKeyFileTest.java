package org.sessiontoken.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;

class SealingKeyFileTest {

    private static final RequestorName BILLING = new RequestorName("billing");

    @TempDir
    private Path folder;

    @Test
    void readsTheKeysInTheirOrder() throws IOException {
        List<NamedKey> keys = List.of(NamedKey.random("b", "A256GCMKW"), NamedKey.random("a", "A256GCMKW"));

        assertThat(SealingKeyFile.read(written(keys), BILLING, DevelopmentKeys.REFUSED))
                .isEqualTo(keys);
    }

    @Test
    void refusesAKeyForSignatures() throws IOException {
        Path file = written(List.of(NamedKey.random("b", "A256GCMKW"), NamedKey.random("a", "HS256")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SealingKeyFile.read(file, BILLING, DevelopmentKeys.REFUSED))
                .withMessageContaining("'a' of requestor 'billing' must be for A256GCMKW");
    }

    private Path written(List<NamedKey> keys) throws IOException {
        Path file = folder.resolve("billing.json");
        KeySetFile.write(file, keys);
        return file;
    }
}
