package org.sessiontoken.backend.sharedsecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.backend.sharedsecret.HeadEnd.NOW;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Secret;

/** Whatever is changed in a genuine token, it is genuine no more; and whatever a token says, there is an answer. */
class AlteredTokensTest {

    private static final long SEED = 20260301;

    private final SharedSecretJwtBackend backend = HeadEnd.backend();
    private final byte[] genuine = HeadEnd.genuine().getBytes(StandardCharsets.US_ASCII);

    @Test
    void anyOtherByteAnywhereIsUnauthorised() {
        for (int at = 0; at < genuine.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] altered = genuine.clone();
                altered[at] = (byte) value;
                assertRefusedIfAltered(altered);
            }
        }
    }

    @Test
    void anyByteMoreAnywhereIsUnauthorised() {
        for (int at = 0; at <= genuine.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] altered = new byte[genuine.length + 1];
                System.arraycopy(genuine, 0, altered, 0, at);
                altered[at] = (byte) value;
                System.arraycopy(genuine, at, altered, at + 1, genuine.length - at);
                assertRefusedIfAltered(altered);
            }
        }
    }

    @Test
    void anyPartLeftOutIsUnauthorised() {
        for (int from = 0; from < genuine.length; from++) {
            for (int to = from + 1; to <= genuine.length; to++) {
                assertRefusedIfAltered(without(genuine, from, to));
            }
        }
    }

    @Test
    void anyMixOfChangesIsUnauthorised() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] altered = genuine;
            for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
                altered = change(altered, random);
            }
            assertRefusedIfAltered(altered);
        }
    }

    @Test
    void signedClaimsAreAuthenticatedOnlyIfEachOfThemIsRight() {
        Random random = new Random(SEED);
        int authenticated = 0;
        for (int round = 0; round < 20_000; round++) {
            Map<String, String> members = HeadEnd.members();
            boolean right = true;
            for (String name : new ArrayList<>(members.keySet())) {
                if (random.nextInt(6) == 0) {
                    members.put(name, wrong(random, 3));
                    right = false;
                }
            }
            SsoOutcome outcome = ask(Secret.ofText(HeadEnd.token(HeadEnd.HEADER, HeadEnd.json(members))));

            // A wrong tenant is forbidden, and all else unauthorised.
            assertThat(outcome)
                    .as("round %d: %s", round, members)
                    .isInstanceOfAny(
                            right
                                    ? new Class<?>[] {Authenticated.class}
                                    : new Class<?>[] {Unauthorised.class, Forbidden.class});
            authenticated += right ? 1 : 0;
        }
        assertThat(authenticated).isBetween(4_000, 16_000);
    }

    @Test
    void headersOfAnyShapeGetAnAnswer() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            String header = "{\"alg\":" + wrong(random, 3) + ",\"kid\":" + wrong(random, 3) + ",\"x5c\":"
                    + wrong(random, 3) + ",\"jwk\":" + wrong(random, 3) + "}";

            assertThat(ask(Secret.ofText(HeadEnd.token(header, HeadEnd.claims()))))
                    .as("round %d: %s", round, header)
                    .isInstanceOf(Unauthorised.class);
        }
    }

    private void assertRefusedIfAltered(byte[] altered) {
        if (!Arrays.equals(genuine, altered)) {
            SsoOutcome outcome = ask(Secret.ofBytes(altered));
            if (!(outcome instanceof Unauthorised)) {
                assertThat(outcome)
                        .as(new String(altered, StandardCharsets.ISO_8859_1))
                        .isInstanceOf(Unauthorised.class);
            }
        }
    }

    private SsoOutcome ask(Secret token) {
        return HeadEnd.ask(backend, HeadEnd.request(token, "nagra", NOW));
    }

    private static byte[] change(byte[] token, Random random) {
        int at = random.nextInt(token.length + 1);
        int to = at + random.nextInt(token.length + 1 - at);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(token, random);
            case 1 -> without(token, at, Math.min(to, at + 8));
            case 2 -> joined(Arrays.copyOf(token, at), printable(random), tail(token, at));
            case 3 -> joined(Arrays.copyOf(token, at), Arrays.copyOfRange(token, at, to), tail(token, at));
            case 4 -> joined(tail(token, at), Arrays.copyOf(token, at));
            default ->
                new String(token, StandardCharsets.ISO_8859_1)
                        .replace(printable(random)[0] + "", ".")
                        .getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private static byte[] flipped(byte[] token, Random random) {
        byte[] flipped = token.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] without(byte[] token, int from, int to) {
        return joined(Arrays.copyOf(token, from), tail(token, to));
    }

    private static byte[] tail(byte[] token, int from) {
        return Arrays.copyOfRange(token, from, token.length);
    }

    private static byte[] printable(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(4)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (' ' + random.nextInt('~' - ' ' + 1));
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return Arrays.copyOf(joined.toByteArray(), Math.min(joined.size(), Parameter.MAX_VALUE));
    }

    /** A JSON value that is right for no claim and no header parameter; now and then, no JSON at all. */
    private static String wrong(Random random, int deepest) {
        List<String> plain = List.of(
                "null",
                "true",
                "-1",
                "0",
                "1.5",
                "1e400",
                "9223372036854775807",
                "-0.0",
                "\"\"",
                "\" \"",
                "\"\\u0000\"",
                "\"\\ud83d\"",
                "\"" + "x".repeat(300) + "\"",
                "nul",
                "{",
                "]",
                "\"",
                "NaN");
        int choice = random.nextInt(plain.size() + 2);
        if (choice < plain.size() || deepest == 0) {
            return plain.get(choice % plain.size());
        }
        String inner = wrong(random, deepest - 1);
        return choice == plain.size() ? "[" + inner + ",1]" : "{\"a\":" + inner + "}";
    }
}
