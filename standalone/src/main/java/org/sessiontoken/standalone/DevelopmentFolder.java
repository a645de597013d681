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
 * The folder {@code dev} of the data folder: keys, which the first start generates, and a file with the addresses of the
 * running program. Only the owner can read it.
 */
final class DevelopmentFolder {

    /** The name of the file with the link for the next sign-in at the console, which the console writes. */
    static final String CONSOLE_LINK = "console-link.txt";

    private static final AuthServiceId AUTH_SERVICE = new AuthServiceId("operator-jwt");
    private static final TenantId TENANT = new TenantId("demo");
    private static final String OWNER_ONLY = "rw-------";
    private static final int KEY_BYTES = 32;

    private final Path folder;

    DevelopmentFolder(Path dataDir) {
        this.folder = dataDir.resolve("dev");
    }

    /** Generates the keys that do not exist yet, and removes the file that says that the program is ready. */
    void prepare() {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(readyFile());
            Files.deleteIfExists(consoleLinkFile());
            for (String use : List.of("adapter", "dead-letters")) {
                generateKey(use, "A256GCMKW");
            }
            generateKey("issuing", "HS256");
            if (!Files.exists(secretFile())) {
                generateOperatorSecret();
            }
        } catch (IOException unwritable) {
            throw new TokenBrokerException("folder " + folder + " cannot be written ("
                    + unwritable.getClass().getSimpleName() + "): choose another with --data-dir");
        }
    }

    private void generateKey(String use, String algorithm) throws IOException {
        if (!Files.exists(keys(use))) {
            KeySetFile.write(keys(use), List.of(DevelopmentKeys.generate("dev-" + use, algorithm, KEY_BYTES)));
        }
    }

    private void generateOperatorSecret() throws IOException {
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
            throw new TokenBrokerException(
                    "file " + secretFile() + " does not exist or is damaged: start the program with"
                            + " this data folder first, or give the right folder with --data-dir; delete a damaged file");
        }
    }

    /** Writes the file that says that the program is ready, with its addresses, for programs that wait for it. */
    void writeReady(URI http, String bootstrapServers, URI console) {
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("httpUrl", http.toString());
        ready.put("kafkaBootstrap", bootstrapServers);
        ready.put("consoleUrl", console.toString());
        try {
            write(readyFile(), ready);
        } catch (IOException unwritable) {
            throw new TokenBrokerException("file " + readyFile() + " cannot be written");
        }
    }

    /** The link for the next sign-in at the console, which is running. */
    String consoleLink() {
        try {
            return Files.readString(consoleLinkFile()).strip();
        } catch (IOException unreadable) {
            throw new TokenBrokerException("file " + consoleLinkFile() + " cannot be read");
        }
    }

    Path consoleLinkFile() {
        return folder.resolve(CONSOLE_LINK);
    }

    void removeReady() {
        try {
            Files.deleteIfExists(readyFile());
        } catch (IOException remains) {
            // The next start removes it.
        }
    }

    private Path secretFile() {
        return folder.resolve("operator-secret.json");
    }

    private Path readyFile() {
        return folder.resolve("ready.json");
    }

    /** Writes the whole file or none, so that a program that waits for the file never reads half of it. */
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
