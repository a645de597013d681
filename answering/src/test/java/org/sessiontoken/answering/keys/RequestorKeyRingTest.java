package org.sessiontoken.answering.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.files.FileWatch;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.RequestorName;

class RequestorKeyRingTest {

    private static final String PROPERTY = "ags.broker.requestors";

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FollowedKeys followed = new FollowedKeys(meters);
    private Path adapter;
    private Path billing;

    @BeforeEach
    void writeKeys() throws IOException {
        adapter = folder.resolve("adapter.json");
        billing = folder.resolve("billing.json");
        KeySetFile.write(adapter, List.of(key("adapter-1")));
        KeySetFile.write(billing, List.of(key("billing-1")));
    }

    @Test
    void takesTheNewKeysOfOneRequestorWhileThoseOfAnotherAreRefused() throws IOException {
        RequestorKeyRing ring = ring();

        Files.writeString(billing, "{}");
        replace(adapter, "adapter-2", "adapter-1");
        look();

        assertThat(kids(ring)).containsExactly("adapter-1", "adapter-2", "billing-1");
        assertThat(refused("sealing-keys-billing")).isOne();
        assertThat(refused("sealing-keys-http-adapter")).isZero();
    }

    @Test
    void refusesTheNameOfAnothersKeyInTheFileThatTakesIt() throws IOException {
        RequestorKeyRing ring = ring();
        SealingKey adapters = ring.keys().find("adapter-1").orElseThrow();

        replace(billing, "adapter-1");
        look();

        assertThat(ring.keys().find("adapter-1")).contains(adapters);
        assertThat(kids(ring)).containsExactly("adapter-1", "billing-1");
        assertThat(refused("sealing-keys-billing")).isOne();
    }

    @Test
    void takesANameThatAnotherGivesUpInTheSameMoment() throws IOException {
        RequestorKeyRing ring = ring();

        replace(adapter, "billing-1");
        replace(billing, "billing-2");
        for (int i = 0; i < FileWatch.LOOKS_UNTIL_READ_AGAIN + 5; i++) {
            followed.run();
        }

        assertThat(kids(ring)).containsExactly("billing-1", "billing-2");
        assertThat(ring.keys().find("billing-1").map(SealingKey::owner)).contains(new RequestorName("http-adapter"));
        assertThat(refused("sealing-keys-http-adapter")).isZero();
    }

    @Test
    void keepsItsRequestorsWhateverBecomesOfTheirFiles() throws IOException {
        RequestorKeyRing ring = ring();

        replace(billing, "billing-2");
        look();

        assertThat(ring.owners())
                .containsExactlyInAnyOrder(new RequestorName("http-adapter"), new RequestorName("billing"));
        assertThat(kids(ring)).containsExactly("adapter-1", "billing-2");
    }

    @Test
    void failsAtTheStartWhereTwoRequestorsHaveAKeyOfTheSameName() throws IOException {
        replace(billing, "adapter-1");

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(this::ring)
                .withMessageStartingWith(PROPERTY + ": ")
                .withMessageContaining("'adapter-1' of requestor ");
    }

    @Test
    void failsAtTheStartWithoutAnyRequestorOrWithAMalformedName() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> ring(Map.of()))
                .withMessageStartingWith(PROPERTY + " must name each requestor's key file");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> ring(Map.of("no name", adapter)))
                .withMessageStartingWith(PROPERTY + ".no name: ");
    }

    private RequestorKeyRing ring() {
        return ring(Map.of("http-adapter", adapter, "billing", billing));
    }

    private RequestorKeyRing ring(Map<String, Path> files) {
        return new RequestorKeyRing(PROPERTY, files, new KeyFiles(DevelopmentKeys.REFUSED), followed);
    }

    /** Until a change has settled, and has been read twice where it is refused. */
    private void look() {
        for (int i = 0; i < 3; i++) {
            followed.run();
        }
    }

    private double refused(String files) {
        return meters.get("ags.files.refused").tag("files", files).gauge().value();
    }

    private static Stream<String> kids(RequestorKeyRing ring) {
        return Stream.of("adapter-1", "adapter-2", "billing-1", "billing-2")
                .filter(kid -> ring.keys().find(kid).isPresent());
    }

    private static void replace(Path file, String... kids) throws IOException {
        KeySetFile.replace(
                file,
                Stream.of(kids)
                        .map(RequestorKeyRingTest::key)
                        .map(KeySetEntry::of)
                        .toList());
    }

    private static NamedKey key(String kid) {
        return NamedKey.random(kid, "A256GCMKW");
    }
}
