package org.sessiontoken.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.OpenResult.Refused;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;

/** Whatever is thrown at opening and reading: an outcome comes of it, and no exception. */
class SealingFuzzTest {

    private static final int TIMES = 2_000;
    private static final SealingKey KEY =
            new SealingKey(new RequestorName("adapter"), new NamedKey("k1", "A256GCMKW", Secret.ofBytes(new byte[32])));
    private static final Binding BINDING = new Binding(Map.of("ags_request", "request-1"));
    private static final String[] PARAMETERS = {
        "alg",
        "enc",
        "kid",
        "typ",
        "cty",
        "zip",
        "crit",
        "jku",
        "jwk",
        "x5u",
        "x5c",
        "x5t",
        "x5t#S256",
        "epk",
        "apu",
        "apv",
        "p2s",
        "p2c",
        "iv",
        "tag",
        "b64",
        "exp",
        "ags_request"
    };
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "1e999",
        "99999999999999999999",
        "\"\"",
        "\"k1\"",
        "\"A256GCMKW\"",
        "\"A256GCM\"",
        "\"dir\"",
        "\"PBES2-HS256+A128KW\"",
        "\"ECDH-ES\"",
        "\"RSA-OAEP\"",
        "\"none\"",
        "\"HS256\"",
        "\"DEF\"",
        "\"*\"",
        "\"\\ud800\"",
        "\"AAAAAAAAAAAAAAAA\"",
        "\"http://127.0.0.1:1/\"",
        "[]",
        "[\"exp\"]",
        "[null]",
        "{}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
        "[[[[[[[[[[[[]]]]]]]]]]]]"
    };

    private final Random random = new Random(20260301);
    private final Envelope envelope = new Envelope(KeyRing.of(Map.of(KEY.owner(), List.of(KEY.key()))));

    @Test
    void ofRandomParts() {
        for (int i = 0; i < TIMES; i++) {
            String[] parts = new String[5];
            for (int j = 0; j < parts.length; j++) {
                parts[j] = ReferenceJwe.base64(bytes(random.nextInt(40)));
            }
            assertRefused(String.join(".", parts));
        }
    }

    @Test
    void ofRandomHeaders() {
        String valid = Envelope.seal(Secret.ofText("x"), Purpose.CREDENTIALS, BINDING, KEY)
                .compact();
        String rest = valid.substring(valid.indexOf('.'));
        for (int i = 0; i < TIMES; i++) {
            StringBuilder header = new StringBuilder(random.nextBoolean() ? "{\"kid\":\"k1\"" : "{\"x\":1");
            for (int j = random.nextInt(8); j > 0; j--) {
                header.append(",\"").append(any(PARAMETERS)).append("\":").append(any(VALUES));
            }
            header.append(random.nextInt(10) == 0 ? "" : "}");
            assertRefused(ReferenceJwe.base64(header.toString().getBytes(StandardCharsets.UTF_8)) + rest);
        }
    }

    @Test
    void ofGenuineEnvelopesWithACharacterChanged() {
        String valid = Envelope.seal(Secret.ofText("content"), Purpose.CREDENTIALS, BINDING, KEY)
                .compact();
        String alphabet = "ABCabc019-_.";
        for (int i = 0; i < TIMES; i++) {
            StringBuilder mutated = new StringBuilder(valid);
            int at = random.nextInt(valid.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(open(new Jwe(mutated.toString()))).isNotNull();
            } catch (IllegalArgumentException notFiveParts) {
                assertThat(notFiveParts).hasMessageStartingWith("sealed value must be a JWE");
            }
        }
    }

    @Test
    void ofGenuineHeadersThatSomebodyWithTheKeyMadeUp() {
        for (int i = 0; i < TIMES; i++) {
            ReferenceJwe made = new ReferenceJwe(KEY)
                    .with("typ", Purpose.CREDENTIALS.type())
                    .with("cty", "json");
            for (int j = random.nextInt(4); j > 0; j--) {
                made.with(any(PARAMETERS), ReferenceJwe.json(any(VALUES)));
            }
            assertThat(open(made.seal(bytes(random.nextInt(40))))).isNotNull();
        }
    }

    @Test
    void ofContentsThatAreNoCredentials() {
        readContents(
                Credentials.write(new Parameters(
                        List.of(new Parameter("a", Secret.ofText("b")), new Parameter("c", Secret.ofText("d"))))),
                Credentials::read);
    }

    @Test
    void ofContentsThatAreNoCredentialsOfASignOn() {
        readContents(
                new SignOnCredentials(
                                Secret.ofText("token"),
                                Secret.ofText("7WqJ3bXcT0aLk2mN9pRsVw"),
                                Optional.of(Secret.ofText("4711")))
                        .write(),
                SignOnCredentials::read);
    }

    @Test
    void ofContentsThatAreNoTokens() {
        readContents(
                new SignedOnTokens(Secret.ofText("a.b.c"), Optional.of(Secret.ofText("refresh"))).write(),
                SignedOnTokens::read);
    }

    private void readContents(Secret written, Function<Secret, Object> reader) {
        byte[] valid = written.bytes();
        for (int i = 0; i < TIMES; i++) {
            byte[] content = i % 2 == 0 ? bytes(random.nextInt(60)) : valid.clone();
            for (int j = random.nextInt(4); j > 0 && content.length > 0; j--) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(reader.apply(Secret.ofBytes(content))).isNotNull();
            } catch (IllegalArgumentException notAsDescribed) {
                assertThat(notAsDescribed).message().isNotBlank();
            }
        }
    }

    private void assertRefused(String compact) {
        assertThat(open(new Jwe(compact))).isInstanceOf(Refused.class);
    }

    private OpenResult open(Jwe sealed) {
        return envelope.open(sealed, Purpose.CREDENTIALS, BINDING);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String any(String[] all) {
        return all[random.nextInt(all.length)];
    }
}
