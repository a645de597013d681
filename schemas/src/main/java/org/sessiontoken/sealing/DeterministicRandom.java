package org.sessiontoken.sealing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sessiontoken.keys.HmacSha256;

/**
 * Derives the content key and initialisation vectors of an envelope from all that the envelope contains, instead of
 * drawing them at random. They come from a pseudo-random stream (HMAC-SHA-256 in counter mode), whose seed is an HMAC,
 * under the sealing key, of purpose, binding and content. Envelopes that differ in anything have unrelated streams, so no
 * vector is ever used for two contents. This is the synthetic-IV idea of RFC 5297.
 *
 * <p>To maintainers: whatever is authenticated or encrypted must go into the seed, or two envelopes may share a stream.
 */
final class DeterministicRandom {

    private final byte[] seed;
    private long counter;
    private byte[] block = {};
    private int used;

    DeterministicRandom(SealingKey key, Purpose purpose, Binding binding, byte[] content) {
        List<String> about = new ArrayList<>();
        about.add("synthetic-iv");
        about.add(key.key().kid());
        about.add(purpose.type());
        about.add(Integer.toString(binding.parameters().size()));
        binding.parameters().forEach((name, value) -> {
            about.add(name);
            about.add(value);
        });
        this.seed = HmacSha256.of(key.key().material().bytes(), about, content);
    }

    /** The next bytes of the stream. */
    byte[] next(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < bytes.length; i++) {
            if (used == block.length) {
                block = HmacSha256.of(
                        seed, ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
                used = 0;
            }
            bytes[i] = block[used++];
        }
        return bytes;
    }
}
