package org.sessiontoken.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The content key and initialisation vectors of an envelope, derived from all that goes into it instead of drawn: a
 * pseudo-random stream (HMAC-SHA-256 in counter mode) keyed by an HMAC, under the sealing key, of purpose, binding and
 * content. Envelopes that differ in anything have unrelated streams, so no vector is ever used for two contents; this is
 * the synthetic-IV idea of RFC 5297.
 *
 * <p>To maintainers: whatever is authenticated or encrypted must go into the seed, or two envelopes may share a stream.
 */
final class SyntheticRandom {

    private static final String HMAC = "HmacSHA256";

    private final Mac stream;
    private long counter;
    private byte[] block = new byte[0];
    private int used;

    SyntheticRandom(SealingKey key, Purpose purpose, Binding binding, byte[] content) {
        Mac seed = mac(key.key().material().bytes());
        update(seed, "synthetic-iv");
        update(seed, key.key().kid());
        update(seed, purpose.type());
        update(seed, Integer.toString(binding.parameters().size()));
        for (Map.Entry<String, String> parameter : binding.parameters().entrySet()) {
            update(seed, parameter.getKey());
            update(seed, parameter.getValue());
        }
        this.stream = mac(seed.doFinal(content));
    }

    /** The next bytes of the stream. */
    byte[] next(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < bytes.length; i++) {
            if (used == block.length) {
                block = stream.doFinal(
                        ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
                used = 0;
            }
            bytes[i] = block[used++];
        }
        return bytes;
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + HMAC, impossible);
        }
    }

    /** Length first, so that no two sequences of parts run together to the same bytes. */
    private static void update(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
    }
}
