package org.sessiontoken.standalone.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.setting.DurationText;
import picocli.CommandLine;

class KeysCommandTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();
    private Instant now = NOON;

    @Nested
    class New {

        @ParameterizedTest
        @CsvSource({
            "sealing, A256GCMKW, 32",
            "issuing, HS256, 32",
            "dead-letters, A256GCMKW, 32",
            "operator, HS256, 32",
        })
        void makesAKeyThatOnlyItsOwnerReads(String purpose, String algorithm, int length) throws IOException {
            Path file = folder.resolve("billing.jwks.json");

            assertThat(run("new", purpose, file.toString())).isZero();

            NamedKey made = KeySetFile.read(file, DevelopmentKeys.REFUSED).get(0);
            assertThat(made.kid()).isEqualTo("billing-2026-03-01");
            assertThat(made.algorithm()).isEqualTo(algorithm);
            assertThat(made.material().length()).isEqualTo(length);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertPrintsNoKey(file);
        }

        @Test
        void takesANameAndALongerAlgorithm() {
            Path file = folder.resolve("head-end.json");

            assertThat(run("new", "operator", file.toString(), "--kid", "head-end-7", "--alg", "HS512"))
                    .isZero();

            NamedKey made = KeySetFile.read(file, DevelopmentKeys.REFUSED).get(0);
            assertThat(made.kid()).isEqualTo("head-end-7");
            assertThat(made.material().length()).isEqualTo(64);
        }

        @Test
        void leavesAFileThatIsThereAlone() throws IOException {
            Path file = Files.writeString(folder.resolve("keys.json"), "precious");

            assertThat(run("new", "issuing", file.toString())).isEqualTo(2);
            assertThat(file).hasContent("precious");
        }

        @Test
        void endsWithAStatusOfItsOwnWhereItCannotWriteAndLeavesNothing() throws IOException {
            assertThat(run("new", "issuing", folder.resolve("none/keys.json").toString()))
                    .isEqualTo(74);
            assertThat(files()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"sealing, HS256", "issuing, HS512", "operator, A256GCMKW"})
        void refusesAnAlgorithmThatTheProgramsRefuse(String purpose, String algorithm) {
            assertThat(run("new", purpose, folder.resolve("a").toString(), "--alg", algorithm))
                    .isEqualTo(2);
        }
    }

    @Nested
    class Rotate {

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ISSUING")
        void addsThenMakesFirstThenRemovesEachStepOnlyOnceItIsSafe(KeyPurpose purpose) throws IOException {
            Path file = made(purpose, "keys.json");

            assertThat(rotate(purpose, file)).isZero();
            assertThat(kids(file)).containsExactly("keys-2026-03-01", "keys-2026-03-01-2");

            assertThat(rotate(purpose, file)).as("at once").isEqualTo(3);
            assertThat(printed.toString()).contains("make 'keys-2026-03-01-2' the first", "2026-03-01T12:05:00Z");
            later(KeyPurpose.SPREADING);
            assertThat(rotate(purpose, file)).isZero();
            assertThat(kids(file)).containsExactly("keys-2026-03-01-2", "keys-2026-03-01");

            later(purpose.useful().minusSeconds(1));
            assertThat(rotate(purpose, file)).as("a second too early").isEqualTo(3);
            later(Duration.ofSeconds(1));
            assertThat(rotate(purpose, file)).isZero();
            assertThat(kids(file)).containsExactly("keys-2026-03-01-2");
            assertThat(printed.toString()).contains("The rotation is complete.");
            assertPrintsNoKey(file);
        }

        @Test
        void addsAnIssuingKeyThatBeginsLaterAndRemovesTheOldOneOnceItsRequestsHaveEnded() throws IOException {
            Path file = made(KeyPurpose.ISSUING, "issuing.json");

            assertThat(rotate(KeyPurpose.ISSUING, file)).isZero();
            List<KeySetEntry> entries = KeySetFile.entries(file, DevelopmentKeys.REFUSED);
            assertThat(entries.get(1).notBefore()).contains(NOON.plusSeconds(301));

            later(Duration.ofSeconds(600));
            assertThat(rotate(KeyPurpose.ISSUING, file))
                    .as("a second too early")
                    .isEqualTo(3);
            later(Duration.ofSeconds(1));
            assertThat(rotate(KeyPurpose.ISSUING, file)).isZero();
            assertThat(kids(file)).containsExactly("issuing-2026-03-01-2");

            assertThat(rotate(KeyPurpose.ISSUING, file)).as("the next rotation").isZero();
            assertThat(kids(file)).containsExactly("issuing-2026-03-01-2", "issuing-2026-03-01");
        }

        @Test
        void doesNotWaitForAKeyThatHasLeaked() throws IOException {
            Path file = made(KeyPurpose.OPERATOR, "operator.json");

            for (int step = 0; step < 3; step++) {
                assertThat(run("rotate", "operator", file.toString(), "--wait", "0s"))
                        .isZero();
            }

            assertThat(kids(file)).containsExactly("operator-2026-03-01-2");
        }

        @Test
        void goesOnWithAKeyThatWasMadeInAnotherWayAndKeepsTheOtherMembersOfKeyAndSet() throws IOException {
            Path file = Files.writeString(
                    folder.resolve("adapter.json"),
                    "{\"owner\":\"ops\",\"keys\":[{\"kty\":\"oct\",\"use\":\"enc\",\"kid\":\"by-hand\",\"alg\":\"A256GCMKW\",\"k\":\""
                            + Base64Url.encode(new byte[32]) + "\"}]}");

            for (int step = 0; step < 2; step++) {
                assertThat(run("rotate", "sealing", file.toString(), "--wait", "0s"))
                        .isZero();
            }

            assertThat(kids(file)).containsExactly("adapter-2026-03-01", "by-hand");
            assertThat(file).content().contains("\"use\":\"enc\"", "\"owner\":\"ops\"");
        }

        @Test
        void isRefusedWhereNobodyCanTellWhichKeyIsTheNewest() throws IOException {
            Path file = folder.resolve("two.json");
            KeySetFile.write(file, List.of(NamedKey.random("a", "A256GCMKW"), NamedKey.random("b", "A256GCMKW")));

            assertThat(rotate(KeyPurpose.SEALING, file)).isOne();
            assertThat(printed.toString()).contains("nobody can tell which one is the newest");
        }

        @Test
        void replacesWhatALinkLeadsToAndKeepsWhoMayReadIt() throws IOException {
            Path file = made(KeyPurpose.SEALING, "keys.json");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

            assertThat(run("rotate", "sealing", link.toString())).isZero();

            assertThat(link).isSymbolicLink();
            assertThat(kids(file)).hasSize(2);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r-----");
            assertThat(files()).as("no draft is left").hasSize(2);
        }

        @Test
        void changesNothingInASetThatTheProgramsRefuse() throws IOException {
            Path file = made(KeyPurpose.SEALING, "keys.json");
            String before = Files.readString(file);

            assertThat(run("rotate", "issuing", file.toString())).isOne();

            assertThat(file).hasContent(before);
            assertThat(printed.toString()).contains(file.toString(), "a key for issuing must be for HS256");
        }
    }

    @Nested
    class ListsKeys {

        @Test
        void withTheirUseAndNotThemselves() throws IOException {
            Path file = made(KeyPurpose.SEALING, "keys.json");
            rotate(KeyPurpose.SEALING, file);

            assertThat(run("list", file.toString())).isZero();

            assertThat(printed.toString())
                    .containsPattern(
                            "keys-2026-03-01 +A256GCMKW +32 bytes +2026-03-01T12:00:00Z +first: used for what is new")
                    .containsPattern("keys-2026-03-01-2 .* good for what exists");
            assertPrintsNoKey(file);
        }

        @Test
        void withTheTimesOfIssuingKeys() throws IOException {
            Path file = made(KeyPurpose.ISSUING, "issuing.json");
            rotate(KeyPurpose.ISSUING, file);

            run("list", file.toString());
            assertThat(printed.toString())
                    .contains(
                            "used now, for requests before 2026-03-01T12:05:01Z",
                            "for requests from 2026-03-01T12:05:01Z on");
            later(Duration.ofMinutes(6));
            run("list", file.toString());
            assertThat(printed.toString())
                    .containsPattern("2026-03-01 .*Z +for requests before 2026-03-01T12:05:01Z")
                    .contains("used for new requests");
        }

        @Test
        void withAMarkOnThoseForDevelopment() throws IOException {
            Path file = folder.resolve("dev.json");
            KeySetFile.write(file, List.of(DevelopmentKeys.generate("dev-adapter", "A256GCMKW", 32)));

            assertThat(run("list", file.toString())).isZero();

            assertThat(printed.toString()).contains("; made for development");
            assertPrintsNoKey(file);
        }
    }

    @Nested
    class Check {

        @Test
        void saysAllThatTheProgramsRefuse() throws IOException {
            Path file = folder.resolve("keys.json");
            KeySetFile.write(
                    file,
                    List.of(
                            DevelopmentKeys.generate("dev", "A256GCMKW", 32),
                            NamedKey.random("twin", "A256GCMKW"),
                            NamedKey.random("twin", "A256GCMKW"),
                            NamedKey.random("signing", "HS256")));

            assertThat(run("check", "sealing", file.toString())).isOne();

            assertThat(printed.toString().lines()).hasSize(3).allMatch(line -> line.contains(file.toString()));
            assertThat(printed.toString())
                    .contains("'dev'", "made for development", "'twin' only once", "'signing' is for HS256");
        }

        @Test
        void findsTwoRequestorsWithAKeyOfTheSameName() throws IOException {
            Path one = folder.resolve("one.json");
            Path two = folder.resolve("two.json");
            KeySetFile.write(one, List.of(NamedKey.random("same", "A256GCMKW")));
            KeySetFile.write(two, List.of(NamedKey.random("same", "A256GCMKW")));

            assertThat(run("check", "sealing", one.toString(), two.toString())).isOne();
            assertThat(printed.toString()).contains("'same' must have a name of its own");
            assertThat(run("check", "dead-letters", one.toString(), two.toString()))
                    .isZero();
        }

        @Test
        void refusesATimeWhereOrderCountsAndTwoIssuingKeysWithoutOne() throws IOException {
            Path timed = folder.resolve("timed.json");
            KeySetFile.writeEntries(
                    timed,
                    List.of(new KeySetEntry(
                            NamedKey.random("a", "A256GCMKW"), Optional.empty(), Optional.of(NOON), Map.of())));
            Path untimed = folder.resolve("untimed.json");
            KeySetFile.write(untimed, List.of(NamedKey.random("a", "HS256"), NamedKey.random("b", "HS256")));

            assertThat(run("check", "sealing", timed.toString())).isOne();
            assertThat(run("check", "issuing", untimed.toString())).isOne();
            assertThat(printed.toString())
                    .contains("'a' has 'nbf'", "issuing keys 'a' and 'b' must not begin at the same time");
        }

        @Test
        void allowsKeysForDevelopmentWhereThatIsSaid() throws IOException {
            Path file = folder.resolve("dev.json");
            KeySetFile.write(file, List.of(DevelopmentKeys.generate("dev", "HS256", 32)));

            assertThat(run("check", "operator", file.toString())).isOne();
            assertThat(run("check", "operator", file.toString(), "--development"))
                    .isZero();
        }

        @Test
        void saysThatAFileIsMissing() {
            assertThat(run("check", "issuing", folder.resolve("none").toString()))
                    .isOne();
            assertThat(printed.toString()).contains("cannot be read (NoSuchFileException)");
        }
    }

    /** The container that makes them has a JRE and nothing of ours. */
    @Test
    void takesTheKeysThatTheDeploymentExampleMakes() throws IOException, InterruptedException {
        for (String made :
                List.of("keys/authority", "keys/kafka", "keys/broker", "keys/adapter", "keys/console", "console")) {
            Files.createDirectories(folder.resolve(made));
        }
        String script = Files.readString(Path.of("../deploy/make-keys"))
                .replaceAll("([ \"])/(keys/|console)", "$1" + folder + "/$2")
                .replaceAll("([ \"])/deploy/", "$1../deploy/");
        Process bash = new ProcessBuilder("bash", "-c", "chown() { :; }\n" + script).start();
        assertThat(bash.waitFor()).isZero();

        Path keys = folder.resolve("keys");
        assertThat(run("check", "sealing", keys + "/adapter/adapter.jwks.json")).isZero();
        assertThat(run("check", "issuing", keys + "/broker/issuing.jwks.json")).isZero();
        assertThat(run("check", "dead-letters", keys + "/broker/dead-letters.jwks.json"))
                .isZero();
        assertThat(run("check", "operator", keys + "/broker/operator.jwks.json"))
                .isZero();
    }

    @Test
    void hasTheExitStatusesOfTheManual() throws IOException {
        String page = Files.readString(Path.of("../docs/manual/keys.md"));
        KeysCommand.of(Clock.systemUTC())
                .getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .forEach((code, words) -> assertThat(page).contains("| " + code + " | " + words + " |"));
    }

    @Test
    void refusesAnotherPurpose() {
        assertThat(run("new", "signing", folder.resolve("a").toString())).isEqualTo(2);
        assertThat(printed.toString()).contains("must be one of [sealing, issuing, dead-letters, operator]");
    }

    private Path made(KeyPurpose purpose, String name) throws IOException {
        Path file = folder.resolve(name);
        assertThat(run("new", purpose.word(), file.toString())).isZero();
        Files.setLastModifiedTime(file, FileTime.from(now));
        return file;
    }

    /** Rotates as if the file were written by the clock of the test. */
    private int rotate(KeyPurpose purpose, Path file) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        int status = run("rotate", purpose.word(), file.toString());
        if (!Files.getLastModifiedTime(file).equals(before)) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
        return status;
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private int run(String... arguments) {
        PrintWriter output = new PrintWriter(printed, true);
        CommandLine keys = KeysCommand.of(Clock.fixed(now, ZoneOffset.UTC));
        keys.registerConverter(Duration.class, text -> DurationText.parse(text).orElseThrow());
        return keys.setOut(output).setErr(output).execute(arguments);
    }

    private static List<String> kids(Path file) {
        return KeySetFile.entries(file, DevelopmentKeys.REFUSED).stream()
                .map(entry -> entry.key().kid())
                .toList();
    }

    private void assertPrintsNoKey(Path file) {
        for (KeySetEntry entry : KeySetFile.entries(file, DevelopmentKeys.ALLOWED)) {
            String key = Base64Url.encode(entry.key().material().bytes());
            assertThat(printed.toString()).doesNotContain(key, key.substring(0, 12));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
