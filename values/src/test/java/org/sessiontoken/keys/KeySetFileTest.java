package org.sessiontoken.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.Secret;

class KeySetFileTest {

    /** The key material of all tests, so that each can look for it in messages. */
    private static final byte[] MATERIAL = "a canary of thirty-two bytes ok!".getBytes(StandardCharsets.US_ASCII);

    private static final String K = Base64.getUrlEncoder().withoutPadding().encodeToString(MATERIAL);

    @TempDir
    Path folder;

    @Nested
    class Reading {

        @Test
        void keepsTheOrderSinceTheFirstKeyIsForWhatIsNew() {
            List<NamedKey> keys = read(keySet(jwk("new", "A256GCMKW", K), jwk("old", "A256GCMKW", K)));

            assertThat(keys).extracting(NamedKey::kid).containsExactly("new", "old");
            assertThat(keys).allSatisfy(key -> assertThat(key.material()).isEqualTo(Secret.ofBytes(MATERIAL)));
        }

        @Test
        void leavesOutAByteOrderMark() {
            assertThat(read("\uFEFF" + keySet(jwk("a", "HS256", K)))).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u00A0", "\u200B", "\0", "\uFEFF"})
        void refusesWhatCannotBeSeenBehindTheKeySetOrInAKey(String hidden) {
            assertRefused(keySet(jwk("a", "HS256", K)) + hidden, "key set");
            assertRefused(keySet(jwk("a", "HS256", K + hidden)), "key set");
            assertRefused(keySet(jwk("a" + hidden, "HS256", K)), "key set");
        }

        @Test
        void refusesAnEncodingOtherThanUtf8() throws IOException {
            Path file = Files.write(
                    folder.resolve("keys"), keySet(jwk("a", "HS256", K)).getBytes(StandardCharsets.UTF_16LE));

            assertThatIllegalArgumentException().isThrownBy(() -> KeySetFile.read(file, DevelopmentKeys.REFUSED));
            Files.write(file, "\u00FC".getBytes(StandardCharsets.ISO_8859_1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeySetFile.read(file, DevelopmentKeys.REFUSED))
                    .withMessageContaining("must be text in UTF-8");
        }

        @Test
        void passesOverMembersThatItDoesNotKnow() {
            String jwk =
                    jwk("a", "HS256", K).replaceFirst("\\{", "{\"use\":\"sig\",\"key_ops\":[\"sign\"],\"x\":null,");

            assertThat(read("{\"made\":\"today\",\"keys\":[" + jwk + "]}")).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"HS256", "A256GCMKW", "HS384", "HS512"})
        void refusesAKeyTooShortForItsAlgorithm(String algorithm) {
            String shortened = K.substring(0, 40);

            assertRefused(keySet(jwk("weak-key", algorithm, shortened)), "'weak-key'", algorithm, "30");
        }

        @Test
        void refusesAKeyTooLongForItsAlgorithm() {
            assertRefused(keySet(jwk("long-key", "A256GCMKW", K + "AAAA")), "'long-key'", "exactly 32 bytes");
        }

        @Test
        void refusesAKeyForAnAlgorithmThatWeDoNotUse() {
            assertRefused(keySet(jwk("a", "A128KW", K)), "'a'", "'A128KW'");
        }

        @Test
        void refusesAKeyIdGivenTwice() {
            String other = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);

            assertRefused(keySet(jwk("twin", "HS256", K), jwk("twin", "HS256", other)), "'twin'", "only once");
        }

        @Test
        void refusesAKeyGivenTwice() {
            assertRefused(keySet(jwk("twin", "HS256", K), jwk("twin", "HS256", K)), "'twin'", "only once");
        }

        @ParameterizedTest
        @ValueSource(strings = {"kty", "kid", "alg", "k"})
        void refusesAKeyWithoutAnyMemberThatItNeeds(String member) {
            String jwk = jwk("a", "HS256", K).replace("\"" + member + "\":", "\"not-" + member + "\":");

            assertRefused(keySet(jwk), "must have kty 'oct', a kid, an alg and a k");
        }

        @ParameterizedTest
        @ValueSource(strings = {"kty", "kid", "alg", "k"})
        void refusesAKeyWithAMemberThatIsNoString(String member) {
            String jwk = jwk("a", "HS256", K).replaceFirst("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":7");

            assertRefused(keySet(jwk), "must have kty 'oct', a kid, an alg and a k");
        }

        @Test
        void refusesAPublicKey() {
            assertRefused(
                    keySet("{\"kty\":\"RSA\",\"kid\":\"a\",\"alg\":\"RS256\",\"n\":\"" + K + "\",\"e\":\"AQAB\"}"),
                    "kty 'oct'");
        }

        @Test
        void refusesAKeyIdThatCannotBePrinted() {
            assertRefused(keySet(jwk("a\\nb", "HS256", K)), "kid must be");
        }

        @Test
        void refusesAKeyThatIsNotBase64Url() {
            assertRefused(keySet(jwk("a", "HS256", K.substring(1) + "+")), "'k' of key 'a' must be base64url");
        }

        /** The bytes are the same, and the key is then another text than the one that its owner compares. */
        @Test
        void refusesAKeyInAnotherSpelling() {
            char last = K.charAt(K.length() - 1);
            String unusedBit = K.substring(0, K.length() - 1) + (char) (last + 1);

            assertRefused(keySet(jwk("a", "HS256", K + "=")), "'k' of key 'a' must be base64url without padding");
            assertRefused(keySet(jwk("a", "HS256", unusedBit)), "'k' of key 'a' must be base64url without padding");
            assertRefused(keySet(jwk("a", "HS256", K + "\\n")), "'k' of key 'a' must be base64url without padding");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "K",
                    "null",
                    "[]",
                    "{}",
                    "{\"keys\":{}}",
                    "{\"keys\":null}",
                    "{\"keys\":[\"K\"]",
                    "{\"K\":1,\"K\":1}"
                })
        void refusesWhatIsNoKeySet(String template) {
            assertRefused(template.replace("K", K), "must be a JWK Set");
        }

        @Test
        void refusesASetOfSomethingElse() {
            assertRefused("{\"keys\":[\"" + K + "\"]}", "must have kty 'oct'");
        }

        @Test
        void refusesAnEmptySet() {
            assertRefused("{\"keys\":[]}", "must have at least one key");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.5", "\"1\"", "-1", "1e3", "null", "253402300800", "99999999999999999999"})
        void refusesABeginningThatIsNoTime(String time) {
            assertRefused(
                    keySet(jwk("a", "HS256", K).replaceFirst("\\{", "{\"nbf\":" + time + ",")),
                    "'nbf' of key 'a' must be a time in whole seconds since 1970");
        }

        @Test
        void refusesABeginningWhereTheOrderOfTheKeysCounts() {
            String timed = keySet(jwk("a", "HS256", K).replaceFirst("\\{", "{\"nbf\":1,"));

            assertRefused(timed, "'a' has 'nbf', which is for issuing keys alone");
            assertThat(KeySetFile.entries(write(timed), DevelopmentKeys.REFUSED))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.notBefore()).contains(Instant.ofEpochSecond(1)));
        }

        @Test
        void findsAllFaultsWhereThatIsAsked() {
            String faulty = keySet(
                    jwk("weak", "HS256", K.substring(0, 40)),
                    jwk("a", "HS256", K),
                    jwk("a", "HS256", K),
                    jwk("b", "X", K));

            KeySetFile.Inspection inspection = KeySetFile.inspect(write(faulty), DevelopmentKeys.REFUSED);

            assertThat(inspection.faults()).hasSize(3);
            assertThat(inspection.entries()).hasSize(2);
        }

        @Test
        void refusesAFileThatIsNotThere() {
            Path file = folder.resolve("missing.jwks");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeySetFile.read(file, DevelopmentKeys.REFUSED))
                    .withMessage("key set " + file
                            + " cannot be read (NoSuchFileException): check that it exists and may be read");
        }

        @Test
        void refusesAFolder() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeySetFile.read(folder, DevelopmentKeys.REFUSED))
                    .withMessageContaining(folder.toString());
        }

        /** A key set or the declared exception, and never the key. */
        @Test
        void givesKeysOrTheDeclaredExceptionWhateverIsInTheFile() throws IOException {
            Random random = new Random(20260301);
            Path file = folder.resolve("fuzz.jwks");
            byte[] valid =
                    keySet(jwk("a", "HS256", K), jwk("b", "A256GCMKW", K)).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 2_000; i++) {
                byte[] content = valid.clone();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    content[random.nextInt(content.length)] = (byte) random.nextInt(i % 2 == 0 ? 256 : 128);
                }
                Files.write(file, i % 10 == 0 ? Arrays.copyOf(content, random.nextInt(content.length)) : content);
                try {
                    assertThat(KeySetFile.read(file, DevelopmentKeys.REFUSED)).isNotEmpty();
                } catch (IllegalArgumentException refused) {
                    assertThat(refused).hasNoCause();
                    assertThat(refused.getMessage()).contains(file.toString()).doesNotContain(K.substring(0, 12));
                }
            }
        }
    }

    @Nested
    class KeysForDevelopment {

        private final NamedKey key = DevelopmentKeys.generate("dev", "A256GCMKW", 32);

        @Test
        void areRefusedUnderWhateverName() throws IOException {
            Path file = folder.resolve("dev.jwks");
            KeySetFile.write(file, List.of(new NamedKey("production", "A256GCMKW", key.material())));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeySetFile.read(file, DevelopmentKeys.REFUSED))
                    .withMessageContainingAll("'production'", file.toString(), "development", "make a new key");
        }

        @Test
        void areTakenWhereThatIsSaid() throws IOException {
            Path file = folder.resolve("dev.jwks");
            KeySetFile.write(file, List.of(key));

            assertThat(KeySetFile.read(file, DevelopmentKeys.ALLOWED)).containsExactly(key);
        }

        @Test
        void areKnownByHowTheyBeginInAFile() throws IOException {
            Path file = folder.resolve("dev.jwks");
            KeySetFile.write(file, List.of(key));

            assertThat(file).content().contains("\"k\":\"ZGV2LW9ubH");
        }
    }

    @Nested
    class Writing {

        @Test
        void isReadBackAsItWas() throws IOException {
            Path file = folder.resolve("keys.jwks");
            List<NamedKey> keys = List.of(
                    new NamedKey("a", "HS512", Secret.ofText("x".repeat(64))),
                    new NamedKey("b", "A256GCMKW", Secret.ofBytes(MATERIAL)));

            KeySetFile.write(file, keys);

            assertThat(KeySetFile.read(file, DevelopmentKeys.REFUSED)).isEqualTo(keys);
        }

        @Test
        void givesTheFileToItsOwnerAlone() throws IOException {
            Path file = folder.resolve("keys.jwks");

            KeySetFile.write(file, List.of(new NamedKey("a", "HS256", Secret.ofBytes(MATERIAL))));

            assertThat(Files.getPosixFilePermissions(file))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }

        @Test
        void keepsTheTimesAndTheMembersThatItDoesNotKnow() throws IOException {
            Path file = write(keySet(
                    jwk("a", "HS256", K).replaceFirst("\\{", "{\"x\":null,\"use\":\"sig\",\"iat\":7,\"nbf\":9,")));
            List<KeySetEntry> entries = KeySetFile.entries(file, DevelopmentKeys.REFUSED);

            KeySetFile.replace(file, entries);

            assertThat(KeySetFile.entries(file, DevelopmentKeys.REFUSED)).isEqualTo(entries);
            assertThat(file).content().contains("\"x\":null", "\"use\":\"sig\"", "\"iat\":7", "\"nbf\":9");
        }

        @Test
        void keepsWhatTheSetHasBesideItsKeys() throws IOException {
            Path file = write("{\"about\":{\"of\":[1,null]},\"keys\":[" + jwk("a", "HS256", K) + "],\"x\":null}");

            KeySetFile.replace(file, List.of(KeySetEntry.of(NamedKey.random("b", "HS256"))));

            assertThat(file)
                    .content()
                    .startsWith("{\"about\":{\"of\":[1,null]},\"keys\":[{")
                    .endsWith("}],\"x\":null}");
            assertThat(KeySetFile.read(file, DevelopmentKeys.REFUSED))
                    .extracting(NamedKey::kid)
                    .containsExactly("b");
        }

        @Test
        void replacesNothingThatIsNoKeySet() throws IOException {
            Path file = Files.writeString(folder.resolve("keys.jwks"), "precious");

            assertThatIllegalArgumentException().isThrownBy(() -> KeySetFile.replace(file, List.of()));
            assertThat(file).hasContent("precious");
        }

        @Test
        void replacesNothingWhereThereIsNoFile() {
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> KeySetFile.replace(folder.resolve("none"), List.of()));
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void leavesAFileThatIsThereAlone() throws IOException {
            Path file = Files.writeString(folder.resolve("keys.jwks"), "precious");
            List<NamedKey> keys = List.of(new NamedKey("a", "HS256", Secret.ofBytes(MATERIAL)));

            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> KeySetFile.write(file, keys));
            assertThat(file).hasContent("precious");
        }
    }

    private List<NamedKey> read(String content) {
        return KeySetFile.read(write(content), DevelopmentKeys.REFUSED);
    }

    private void assertRefused(String content, String... said) {
        Path file = write(content);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySetFile.read(file, DevelopmentKeys.REFUSED))
                .withMessageContaining(file.toString())
                .withMessageContainingAll(said)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(K.substring(0, 12), "canary"))
                .withNoCause();
    }

    private Path write(String content) {
        try {
            return Files.writeString(folder.resolve("keys.jwks"), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String keySet(String... jwks) {
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }

    private static String jwk(String kid, String algorithm, String k) {
        return "{\"kty\":\"oct\",\"kid\":\"%s\",\"alg\":\"%s\",\"k\":\"%s\"}".formatted(kid, algorithm, k);
    }
}
