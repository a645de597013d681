package org.sessiontoken.sealing;

import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jwe;
import io.jsonwebtoken.JweHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.sealing.Opening.Opened;
import org.sessiontoken.sealing.Opening.Refusal;
import org.sessiontoken.sealing.Opening.Refused;
import org.sessiontoken.value.Sealed;
import org.sessiontoken.value.Secret;

/**
 * Seals and opens JWE in compact serialisation (RFC 7516) with {@code A256GCMKW} and {@code A256GCM} (RFC 7518).
 *
 * <p>Sealing the same content, for the same purpose and binding, with the same key, gives the same envelope: so a reply
 * that is written twice is written alike. Opening takes these two algorithms only, and neither compression nor critical
 * extensions. Safe for all threads.
 */
public final class Envelope {

    private final KeyRing keys;
    private final JwtParser parser;

    /** Opens what was sealed with one of these keys. */
    public Envelope(KeyRing keys) {
        this.keys = keys;
        this.parser = Jwts.parser()
                .json(JoseJson.reader())
                .keyLocator(this::keyOf)
                .key()
                .clear()
                .add(Jwts.KEY.A256GCMKW)
                .and()
                .enc()
                .clear()
                .add(Jwts.ENC.A256GCM)
                .and()
                .zip()
                .clear()
                .and()
                .build();
    }

    /**
     * Seals a content for a purpose, bound to what it belongs to.
     *
     * @throws IllegalArgumentException if there is no content, or too much: the envelope would be longer than
     *     {@value Sealed#LONGEST} characters
     */
    public static Sealed seal(Secret content, Purpose purpose, Binding binding, SealingKey key) {
        byte[] bytes = content.bytes();
        if (bytes.length == 0) {
            throw new IllegalArgumentException("there must be a content to seal: leave out what is empty");
        }
        return new Sealed(Jwts.builder()
                .json(JoseJson.writer())
                .random(new SyntheticRandom(key, purpose, binding, bytes))
                .header()
                .keyId(key.key().kid())
                .type(purpose.type())
                .add(binding.parameters())
                .and()
                .content(bytes, purpose.contentType())
                .encryptWith(key.key().toSecretKey(), Jwts.KEY.A256GCMKW, Jwts.ENC.A256GCM)
                .compact());
    }

    /** Opens an envelope that should be of this purpose and binding. */
    public Opening open(Sealed sealed, Purpose purpose, Binding binding) {
        Jwe<byte[]> jwe;
        try {
            jwe = parser.parseEncryptedContent(sealed.compact());
        } catch (UnknownKey unknown) {
            return new Refused(Refusal.UNKNOWN_KEY);
        } catch (RuntimeException notAuthentic) {
            // Of any type: the parser casts header parameters that the sender chose, such as "crit": [null].
            return new Refused(Refusal.NOT_AUTHENTIC);
        }
        JweHeader header = jwe.getHeader();
        if (!purpose.type().equals(header.getType()) || !binding.isThatOf(header)) {
            return new Refused(Refusal.BOUND_ELSEWHERE);
        }
        return new Opened(Secret.ofBytes(jwe.getPayload()), find(header));
    }

    private Key keyOf(Header header) {
        return find(header).key().toSecretKey();
    }

    private SealingKey find(Header header) {
        Object kid = header.get("kid");
        return keys.find(kid instanceof String name ? name : "").orElseThrow(UnknownKey::new);
    }

    /** How the key look-up tells the parser to stop. */
    private static final class UnknownKey extends JwtException {
        UnknownKey() {
            super("no key of this kid");
        }
    }
}
