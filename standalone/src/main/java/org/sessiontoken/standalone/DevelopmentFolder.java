package org.sessiontoken.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * What development needs beside Kafka's data, in {@code dev} of the data folder: keys, made at the first start and kept,
 * and where the program is to be reached. Only the owner can read it.
 */
final class DevelopmentFolder {

    private static final AuthServiceId AUTH_SERVICE = new AuthServiceId("operator-jwt");
    private static final TenantId TENANT = new TenantId("demo");
    private static final String OWNER_ONLY = "rw-------";
    private static final int KEY_BYTES = 32;

    private final Path folder;

    DevelopmentFolder(Path dataDir) {
        this.folder = dataDir.resolve("dev");
    }

    /** Makes what is not there yet, and says that nothing is ready. */
    void prepare() {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(readyFile());
            for (String use : List.of("adapter", "dead-letters")) {
                makeKey(use, "A256GCMKW");
            }
            makeKey("issuing", "HS256");
            if (!Files.exists(secretFile())) {
                makeOperatorSecret();
            }
        } catch (IOException unwritable) {
            throw new CannotStartException("folder " + folder + " cannot be written ("
                    + unwritable.getClass().getSimpleName() + "): choose another with --data-dir");
        }
    }

    private void makeKey(String use, String algorithm) throws IOException {
        if (!Files.exists(keys(use))) {
            KeySetFile.write(keys(use), List.of(DevelopmentKeys.generate("dev-" + use, algorithm, KEY_BYTES)));
        }
    }

    private void makeOperatorSecret() throws IOException {
        NamedKey key = DevelopmentKeys.generate("dev-operator", "HS256", KEY_BYTES);
        Files.deleteIfExists(keys("operator"));
        KeySetFile.write(keys("operator"), List.of(key));
        write(secretFile(), new OperatorSecret(AUTH_SERVICE, TENANT, key).toJson());
    }

    /** The key set for a use: {@code adapter}, {@code issuing}, {@code dead-letters} or {@code operator}. */
    Path keys(String use) {
        return folder.resolve(use + ".jwks.json");
    }

    OperatorSecret operatorSecret() {
        try {
            return OperatorSecret.fromJson(JoseJson.reader().deserialize(Files.readAllBytes(secretFile())));
        } catch (IOException | RuntimeException unusable) {
            throw new CannotStartException(
                    "file " + secretFile() + " is not there or not usable: start token-broker on this"
                            + " folder first, or name its folder with --data-dir; if the file was damaged, delete it");
        }
    }

    /** Tells programs that wait for it where everything is. */
    void writeReady(URI http, String kafka) {
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("httpUrl", http.toString());
        ready.put("kafkaBootstrap", kafka);
        try {
            write(readyFile(), ready);
        } catch (IOException unwritable) {
            throw new CannotStartException("file " + readyFile() + " cannot be written");
        }
    }

    void removeReady() {
        try {
            Files.deleteIfExists(readyFile());
        } catch (IOException stays) {
            // It is made anew at the next start.
        }
    }

    private Path secretFile() {
        return folder.resolve("operator-secret.json");
    }

    private Path readyFile() {
        return folder.resolve("ready.json");
    }

    /** As a whole or not at all, so that who waits for the file never reads half of it. */
    private void write(Path file, Map<String, ?> json) throws IOException {
        Path draft = Files.createTempFile(
                folder,
                "draft",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        Files.writeString(draft, new String(JoseJson.writer().serialize(json), StandardCharsets.UTF_8) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
