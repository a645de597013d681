package org.sessiontoken.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.OpenResult.Opened;
import org.sessiontoken.sealing.OpenResult.Refusal;
import org.sessiontoken.sealing.OpenResult.Refused;
import org.sessiontoken.sealing.ReferenceJwe.Parts;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

class EnvelopeTest {

    private static final SealingKey ADAPTER = key("http-adapter", "adapter-1", 1);
    private static final SealingKey ADAPTER_NEXT = key("http-adapter", "adapter-2", 2);
    private static final SealingKey DESK = key("care-desk", "desk-1", 3);
    private static final Binding BINDING = binding("request-1", "nagra", "kiosk");
    private static final Secret CONTENT = Secret.ofText("{\"parameters\":[]}");

    private final Envelope envelope = new Envelope(KeyRing.of(
            Map.of(ADAPTER.owner(), List.of(ADAPTER.key(), ADAPTER_NEXT.key()), DESK.owner(), List.of(DESK.key()))));

    @Nested
    class RoundTrip {

        @ParameterizedTest
        @EnumSource
        void opensWhatWasSealedForEachPurpose(Purpose purpose) {
            Jwe sealed = Envelope.seal(CONTENT, purpose, BINDING, ADAPTER);

            assertThat(envelope.open(sealed, purpose, BINDING)).isEqualTo(new Opened(CONTENT, ADAPTER));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"x", "{", "{\"exp\":1,\"nbf\":99999999999,\"iat\":\"x\"}", "null", "\u0000\uffff", "a.b.c"})
        void opensAnyContentAsTheBytesThatItIs(String content) {
            Secret secret = Secret.ofText(content);

            assertThat(open(Envelope.seal(secret, Purpose.CREDENTIALS, BINDING, ADAPTER)))
                    .isEqualTo(new Opened(secret, ADAPTER));
        }

        @Test
        void opensTheLargestParametersThatThereCanBe() {
            Secret largest = Secret.ofText("x".repeat(95_000));

            assertThat(open(Envelope.seal(largest, Purpose.CREDENTIALS, BINDING, ADAPTER)))
                    .isEqualTo(new Opened(largest, ADAPTER));
        }

        @Test
        void sealsNothingThatWouldNotFit() {
            Secret tooLarge = Secret.ofText("x".repeat(100_000));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Envelope.seal(tooLarge, Purpose.CREDENTIALS, BINDING, ADAPTER));
        }

        @Test
        void sealsNoContentThatIsEmpty() {
            Secret nothing = Secret.ofBytes(new byte[0]);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Envelope.seal(nothing, Purpose.DEAD_LETTER, BINDING, ADAPTER))
                    .withMessage("the content to seal must not be empty: leave an empty value out");
        }

        @Test
        void opensFromManyThreadsAtOnce() {
            Jwe sealed = seal();

            assertThat(IntStream.range(0, 500).parallel().mapToObj(i -> open(sealed)))
                    .containsOnly(new Opened(CONTENT, ADAPTER));
        }
    }

    @Nested
    class Rfc7516Section4_1_6KeyId {

        @Test
        void findsEachKeyOfTheRing() {
            for (SealingKey key : List.of(ADAPTER, ADAPTER_NEXT, DESK)) {
                assertThat(open(Envelope.seal(CONTENT, Purpose.CREDENTIALS, BINDING, key)))
                        .isEqualTo(new Opened(CONTENT, key));
            }
        }

        @Test
        void refusesOneThatIsNotKnown() {
            SealingKey stranger = key("stranger", "stranger-1", 4);

            assertRefused(Envelope.seal(CONTENT, Purpose.CREDENTIALS, BINDING, stranger), Refusal.UNKNOWN_KEY);
        }

        @Test
        void refusesAnotherKeysName() {
            SealingKey impostor = new SealingKey(
                    DESK.owner(),
                    new NamedKey("adapter-1", "A256GCMKW", DESK.key().material()));

            assertRefused(Envelope.seal(CONTENT, Purpose.CREDENTIALS, BINDING, impostor), Refusal.NOT_AUTHENTIC);
        }

        @Test
        void refusesAHeaderWithoutOne() {
            assertRefused(handMade().without("kid").seal(CONTENT.bytes()), Refusal.UNKNOWN_KEY);
        }

        @Test
        void refusesOneThatIsNotText() {
            assertThat(open(handMade().with("kid", List.of("adapter-1")).seal(CONTENT.bytes())))
                    .isInstanceOf(Refused.class);
        }
    }

    @Nested
    class Rfc7516Section5_2Decryption {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void refusesAChangeOfAnyByteOfAnyPart(int part) {
            String[] parts = seal().compact().split("\\.", -1);
            byte[] bytes = ReferenceJwe.bytes(parts[part]);
            for (int i = 0; i < bytes.length; i++) {
                byte[] changed = bytes.clone();
                changed[i] ^= 1;
                String[] tampered = parts.clone();
                tampered[part] = ReferenceJwe.base64(changed);

                assertThat(open(new Jwe(String.join(".", tampered)))).isInstanceOf(Refused.class);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void refusesAnyPartLeftEmpty(int part) {
            String[] parts = seal().compact().split("\\.", -1);
            parts[part] = "";

            assertRefused(new Jwe(String.join(".", parts)), part == 0 ? Refusal.MALFORMED : Refusal.NOT_AUTHENTIC);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4})
        void refusesAPartOfAnotherEnvelope(int part) {
            String[] parts = seal().compact().split("\\.", -1);
            parts[part] = Envelope.seal(Secret.ofText("{\"parameters\":[1]}"), Purpose.CREDENTIALS, BINDING, ADAPTER)
                    .compact()
                    .split("\\.", -1)[part];

            assertRefused(new Jwe(String.join(".", parts)), Refusal.NOT_AUTHENTIC);
        }

        /** A decoder that ignores the unused bits of the last character would read the same bytes. */
        @ParameterizedTest
        @ValueSource(ints = {1, 4})
        void refusesAPartInAnotherSpelling(int part) {
            String[] parts = seal().compact().split("\\.", -1);
            String text = parts[part];
            int last = text.length() - 1;
            for (char other : new char[] {1, 2, 3}) {
                parts[part] = text.substring(0, last) + (char) (text.charAt(last) + other);
                if (Arrays.equals(ReferenceJwe.bytes(parts[part]), ReferenceJwe.bytes(text))) {
                    assertThat(open(new Jwe(String.join(".", parts)))).isInstanceOf(Refused.class);
                    return;
                }
            }
            throw new AssertionError("no other spelling of " + text);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 4, 8, 12, 15})
        void refusesTagsCutShort(int bytes) {
            assertRefused(handMade().withTagsOf(bytes).seal(CONTENT.bytes()), Refusal.NOT_AUTHENTIC);
        }

        /** RFC 7516, section 4: header parameter names must be unique. */
        @Test
        void refusesAHeaderThatGivesAParameterTwice() {
            String[] parts = seal().compact().split("\\.", -1);
            String header = new String(ReferenceJwe.bytes(parts[0]), StandardCharsets.UTF_8);
            parts[0] = ReferenceJwe.base64(
                    header.replaceFirst("\\{", "{\"kid\":\"adapter-1\",").getBytes(StandardCharsets.UTF_8));

            assertRefused(new Jwe(String.join(".", parts)), Refusal.MALFORMED);
        }
    }

    /** Each names the one thing to change, for whoever wrote the sealing code, and quotes nothing. */
    @Nested
    class MessagesForWhoeverSealed {

        static Stream<Arguments> faults() {
            return Stream.of(
                    Arguments.of(sealed(made -> made.with("alg", "A128GCMKW")), "must have 'alg' A256GCMKW"),
                    Arguments.of(sealed(made -> made.without("alg")), "must have 'alg' A256GCMKW"),
                    Arguments.of(sealed(made -> made.with("enc", "A128GCM")), "must have 'enc' A256GCM"),
                    Arguments.of(sealed(made -> made.without("cty")), "must have 'cty', the type of the content: json"),
                    Arguments.of(sealed(made -> made.with("zip", "DEF")), "must not have 'zip'"),
                    Arguments.of(sealed(made -> made.with("crit", "exp")), "must not have 'crit'"),
                    Arguments.of(sealed(made -> made.without("kid")), "must have 'kid'"),
                    Arguments.of(
                            sealed(made -> made.with("kid", "secret-kid")), "the name of a key that the receiver has"),
                    Arguments.of(sealed(made -> made.without("typ")), "'typ' in the protected header must be"),
                    Arguments.of(
                            sealed(made -> made.with("ags_request", "secret-id")), "'ags_request' in the protected"),
                    Arguments.of(sealed(made -> made.without("ags_tenant")), "'ags_tenant' in the protected header"),
                    Arguments.of(sealed(made -> made.with("ags_service", "secret")), "'ags_service' in the protected"),
                    Arguments.of(new Jwe("a.b.c.d.e"), "must be a JSON object in base64url without padding"),
                    Arguments.of(inPlaceOf(1, "A"), "each part, and 'iv' and 'tag'"),
                    Arguments.of(inPlaceOf(4, "A"), "each part, and 'iv' and 'tag'"),
                    Arguments.of(withPadded("iv", "="), "each part, and 'iv' and 'tag'"),
                    Arguments.of(withPadded("tag", "=="), "each part, and 'iv' and 'tag'"),
                    Arguments.of(inPlaceOf(3, "AAAA"), "another key than 'kid' names, or changed since"));
        }

        @ParameterizedTest(name = "{1}")
        @MethodSource("faults")
        void nameTheMistake(Jwe sealed, String said) {
            assertThat(open(sealed))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.detail()).contains(said).doesNotContain("secret"));
        }

        private static Jwe sealed(UnaryOperator<ReferenceJwe> fault) {
            return fault.apply(handMade()).seal(CONTENT.bytes());
        }

        private static Jwe withPadded(String parameter, String padding) {
            String header =
                    new String(ReferenceJwe.bytes(seal().compact().split("\\.", -1)[0]), StandardCharsets.UTF_8);
            String padded = header.replaceFirst("(\"" + parameter + "\":\"[^\"]*)", "$1" + padding);
            return inPlaceOf(0, ReferenceJwe.base64(padded.getBytes(StandardCharsets.UTF_8)));
        }

        private static Jwe inPlaceOf(int part, String text) {
            String[] parts = seal().compact().split("\\.", -1);
            parts[part] = text;
            return new Jwe(String.join(".", parts));
        }
    }

    @Nested
    class BoundElsewhere {

        @Test
        void refusesAnEnvelopeOfAnotherRequest() {
            assertMovedIsRefused(binding("request-2", "nagra", "kiosk"));
        }

        @Test
        void refusesAnEnvelopeOfAnotherTenant() {
            assertMovedIsRefused(binding("request-1", "other", "kiosk"));
        }

        @Test
        void refusesAnEnvelopeOfAnotherAuthService() {
            assertMovedIsRefused(binding("request-1", "nagra", "other"));
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CREDENTIALS")
        void refusesAnEnvelopeOfAnotherPurpose(Purpose purpose) {
            assertRefused(Envelope.seal(CONTENT, purpose, BINDING, ADAPTER), Refusal.BOUND_ELSEWHERE);
        }

        @Test
        void refusesAnEnvelopeOfNoPurpose() {
            assertRefused(handMade().without("typ").seal(CONTENT.bytes()), Refusal.BOUND_ELSEWHERE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ags_request", "ags_tenant", "ags_service"})
        void refusesAnEnvelopeBoundToLessThanAll(String parameter) {
            assertRefused(handMade().without(parameter).seal(CONTENT.bytes()), Refusal.BOUND_ELSEWHERE);
        }

        @Test
        void refusesADeadLetterOfAnotherPlace() {
            Jwe sealed = Envelope.seal(CONTENT, Purpose.DEAD_LETTER, Binding.toRecord("topic", 1, 23), ADAPTER);

            assertRefused(
                    envelope.open(sealed, Purpose.DEAD_LETTER, Binding.toRecord("topic", 12, 3)),
                    Refusal.BOUND_ELSEWHERE);
        }

        private void assertMovedIsRefused(Binding elsewhere) {
            assertRefused(envelope.open(seal(), Purpose.CREDENTIALS, elsewhere), Refusal.BOUND_ELSEWHERE);
        }
    }

    @Nested
    class Rfc7518Section4KeyManagement {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "A128KW",
                    "A192KW",
                    "A256KW",
                    "A128GCMKW",
                    "A192GCMKW",
                    "RSA1_5",
                    "RSA-OAEP",
                    "RSA-OAEP-256",
                    "ECDH-ES",
                    "ECDH-ES+A256KW",
                    "dir",
                    "none",
                    "HS256",
                    "a256gcmkw",
                    ""
                })
        void refusesAnyButA256GcmKw(String algorithm) {
            assertRefused(handMade().with("alg", algorithm).seal(CONTENT.bytes()), Refusal.MALFORMED);
        }

        /** RFC 8725, section 3.2: a key is for one algorithm, also where another would work with it. */
        @Test
        void refusesTheSharedKeyUsedDirectly() {
            assertRefused(handMade().with("alg", "dir").sealDirectly(CONTENT.bytes()), Refusal.MALFORMED);
        }

        /** An iteration count is an attacker's choice of how long we work. */
        @Test
        @Timeout(5)
        void refusesPasswordsWithoutCountingTheirIterations() {
            ReferenceJwe passwordBased = handMade()
                    .with("alg", "PBES2-HS512+A256KW")
                    .with("p2c", Integer.MAX_VALUE)
                    .with("p2s", "c2FsdHNhbHRzYWx0");

            assertRefused(passwordBased.seal(CONTENT.bytes()), Refusal.MALFORMED);
        }

        @Test
        void refusesAHeaderWithoutAlgorithm() {
            assertRefused(handMade().without("alg").seal(CONTENT.bytes()), Refusal.MALFORMED);
        }
    }

    @Nested
    class Rfc7518Section5ContentEncryption {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "A128GCM",
                    "A192GCM",
                    "A128CBC-HS256",
                    "A192CBC-HS384",
                    "A256CBC-HS512",
                    "a256gcm",
                    "none",
                    ""
                })
        void refusesAnyButA256Gcm(String algorithm) {
            assertRefused(handMade().with("enc", algorithm).seal(CONTENT.bytes()), Refusal.MALFORMED);
        }

        @Test
        void refusesAHeaderWithoutOne() {
            assertRefused(handMade().without("enc").seal(CONTENT.bytes()), Refusal.MALFORMED);
        }
    }

    /** RFC 8725, section 3.6: a small envelope may hold a content without end. */
    @Nested
    class Rfc7516Section4_1_3Compression {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Timeout(5)
        void refusesAnEnvelopeThatWouldGrow(boolean raw) {
            byte[] bomb = ReferenceJwe.deflated(new byte[64 * 1024 * 1024], raw);

            assertRefused(handMade().with("zip", "DEF").seal(bomb), Refusal.MALFORMED);
        }

        @ParameterizedTest
        @CsvSource({"DEF, true", "DEF, false", "GZIP, true", "none, true"})
        void refusesAnyAlgorithm(String algorithm, boolean raw) {
            byte[] compressed = ReferenceJwe.deflated(CONTENT.bytes(), raw);

            assertRefused(handMade().with("zip", algorithm).seal(compressed), Refusal.MALFORMED);
        }
    }

    @Nested
    class Rfc7516Section4_1_13Critical {

        @ParameterizedTest
        @ValueSource(strings = {"exp", "ags_request", "b64", "http://example.com/UNDEFINED"})
        void refusesAnyExtensionThatMustBeUnderstood(String extension) {
            ReferenceJwe critical = handMade().with(extension, "x").with("crit", List.of(extension));

            assertRefused(critical.seal(CONTENT.bytes()), Refusal.MALFORMED);
        }

        @Test
        void refusesAListOfSomethingElse() {
            ReferenceJwe critical = handMade().with("crit", Collections.singletonList(null));

            assertRefused(critical.seal(CONTENT.bytes()), Refusal.MALFORMED);
        }
    }

    @Nested
    class OtherLibraries {

        @Test
        void makeEnvelopesThatOpen() {
            assertThat(open(handMade().seal(CONTENT.bytes()))).isEqualTo(new Opened(CONTENT, ADAPTER));
        }

        @Test
        void makeEnvelopesWithMoreHeaderParametersThatOpen() {
            ReferenceJwe verbose = handMade().with("cty", "application/json").with("x-made-by", "a library");

            assertThat(open(verbose.seal(CONTENT.bytes()))).isEqualTo(new Opened(CONTENT, ADAPTER));
        }

        /** The one rule that other libraries may trip over, and that the AsyncAPI document therefore names. */
        @Test
        void mustGiveTheContentsType() {
            assertRefused(handMade().without("cty").seal(CONTENT.bytes()), Refusal.MALFORMED);
        }

        @Test
        void openOurEnvelopes() {
            Parts parts = ReferenceJwe.open(seal(), ADAPTER);

            assertThat(parts.content()).isEqualTo(CONTENT.bytes());
        }

        @Test
        void findInOurHeadersWhatTheAsyncApiDocumentSays() {
            Parts parts = ReferenceJwe.open(seal(), ADAPTER);

            assertThat(parts.header().propertyNames())
                    .containsExactlyInAnyOrder(
                            "alg", "enc", "kid", "typ", "cty", "iv", "tag", "ags_request", "ags_tenant", "ags_service");
            assertThat(parts.header().get("alg").asString()).isEqualTo("A256GCMKW");
            assertThat(parts.header().get("enc").asString()).isEqualTo("A256GCM");
            assertThat(parts.header().get("kid").asString()).isEqualTo("adapter-1");
            assertThat(parts.header().get("typ").asString()).isEqualTo("ags-credentials+jwe");
            assertThat(parts.header().get("cty").asString()).isEqualTo("json");
            assertThat(parts.header().get("ags_request").asString()).isEqualTo("request-1");
            assertThat(parts.header().get("ags_tenant").asString()).isEqualTo("nagra");
            assertThat(parts.header().get("ags_service").asString()).isEqualTo("kiosk");
        }

        @Test
        void findThePlainTextTypeOfSessionTokens() {
            Jwe sealed = Envelope.seal(Secret.ofText("token"), Purpose.SESSION_TOKEN, BINDING, ADAPTER);

            Parts parts = ReferenceJwe.open(sealed, ADAPTER);

            assertThat(parts.header().get("typ").asString()).isEqualTo("ags-session-token+jwe");
            assertThat(parts.header().get("cty").asString()).isEqualTo("text/plain");
        }
    }

    /** NIST SP 800-38D, section 8: no vector is used twice with one key. RFC 5297 has the idea. */
    @Nested
    class SyntheticVectors {

        @Test
        void sealTheSameContentAlike() {
            assertThat(seal()).isEqualTo(seal());
        }

        @Test
        void areDerivedForContentKeyAndBothVectors() {
            Parts once = ReferenceJwe.open(seal(), ADAPTER);
            Parts again = ReferenceJwe.open(seal(), ADAPTER);

            assertThat(List.of(again.contentKey(), again.keyVector(), again.vector()))
                    .isEqualTo(List.of(once.contentKey(), once.keyVector(), once.vector()));
        }

        @Test
        void shareNothingBetweenEnvelopesThatDifferInAnything() {
            List<Jwe> envelopes = new ArrayList<>();
            envelopes.add(seal());
            envelopes.add(Envelope.seal(Secret.ofText("{\"parameters\":{}}"), Purpose.CREDENTIALS, BINDING, ADAPTER));
            envelopes.add(Envelope.seal(CONTENT, Purpose.SESSION_TOKEN, BINDING, ADAPTER));
            envelopes.add(sealFor(binding("request-2", "nagra", "kiosk")));
            envelopes.add(sealFor(binding("request-1", "nagra2", "kiosk")));
            envelopes.add(sealFor(binding("request-1", "nagra", "2kiosk")));
            envelopes.add(sealFor(new Binding(Map.of())));
            envelopes.add(sealFor(new Binding(Map.of("ags_request", "request-1"))));
            SealingKey renamed = new SealingKey(
                    ADAPTER.owner(),
                    new NamedKey("other", "A256GCMKW", ADAPTER.key().material()));
            envelopes.add(Envelope.seal(CONTENT, Purpose.CREDENTIALS, BINDING, renamed));

            assertNothingIsShared(envelopes, ADAPTER);
        }

        @Test
        void shareNothingBetweenManyContents() {
            Random random = new Random(20260301);
            List<Jwe> envelopes = IntStream.range(0, 1000)
                    .mapToObj(i -> Envelope.seal(
                            Secret.ofText("token-" + random.nextLong()), Purpose.SESSION_TOKEN, BINDING, ADAPTER))
                    .toList();

            assertNothingIsShared(envelopes, ADAPTER);
        }

        /** Without a count, what stands in a binding could be taken for the beginning of a content. */
        @Test
        void doNotConfuseABindingWithAContent() {
            byte[] asContent = {0, 0, 0, 1, 'a', 0, 0, 0, 1, 'b', 'x'};
            List<Jwe> envelopes = List.of(
                    Envelope.seal(Secret.ofText("x"), Purpose.DEAD_LETTER, new Binding(Map.of("a", "b")), ADAPTER),
                    Envelope.seal(Secret.ofBytes(asContent), Purpose.DEAD_LETTER, new Binding(Map.of()), ADAPTER));

            assertNothingIsShared(envelopes, ADAPTER);
        }

        private void assertNothingIsShared(List<Jwe> envelopes, SealingKey key) {
            List<String> drawn = new ArrayList<>();
            for (Jwe sealed : envelopes) {
                Parts parts = ReferenceJwe.open(sealed, key);
                drawn.addAll(List.of(parts.contentKey(), parts.keyVector(), parts.vector()));
            }
            assertThat(new HashSet<>(drawn)).hasSize(3 * envelopes.size());
        }

        private Jwe sealFor(Binding binding) {
            return Envelope.seal(CONTENT, Purpose.CREDENTIALS, binding, ADAPTER);
        }
    }

    private OpenResult open(Jwe sealed) {
        return envelope.open(sealed, Purpose.CREDENTIALS, BINDING);
    }

    private void assertRefused(Jwe sealed, Refusal why) {
        assertRefused(open(sealed), why);
    }

    private static void assertRefused(OpenResult result, Refusal why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private static Jwe seal() {
        return Envelope.seal(CONTENT, Purpose.CREDENTIALS, BINDING, ADAPTER);
    }

    private static ReferenceJwe handMade() {
        return new ReferenceJwe(ADAPTER)
                .with("typ", "ags-credentials+jwe")
                .with("cty", "json")
                .with(BINDING.parameters());
    }

    private static Binding binding(String request, String tenant, String service) {
        return Binding.toRequest(new RequestId(request), new TenantId(tenant), new AuthServiceId(service));
    }

    private static SealingKey key(String owner, String kid, int seed) {
        byte[] material = new byte[32];
        Arrays.fill(material, (byte) seed);
        return new SealingKey(new RequestorName(owner), new NamedKey(kid, "A256GCMKW", Secret.ofBytes(material)));
    }
}
