package org.sessiontoken.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes at random, in the ways that break parsers. Repeatable from its seed. */
final class Mutations {

    private static final int MAX_CHANGES = 6;
    private static final int MAX_LENGTH = 200_000;

    private final Random random;
    private final List<byte[]> words;

    /** @param words what is put in, besides random bytes */
    Mutations(long seed, String... words) {
        this.random = new Random(seed);
        this.words = Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** A number from 0, below the bound. */
    int number(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One of them, with one to some changes, which may take a part of another. */
    byte[] of(List<byte[]> corpus) {
        byte[] bytes = oneOf(corpus);
        for (int i = random.nextInt(MAX_CHANGES); i >= 0; i--) {
            bytes = changed(bytes, oneOf(corpus));
        }
        return bytes.length > MAX_LENGTH ? Arrays.copyOf(bytes, MAX_LENGTH) : bytes;
    }

    private byte[] changed(byte[] bytes, byte[] other) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(1 + random.nextInt(64)));
        return switch (random.nextInt(9)) {
            case 0 -> replaced(bytes, from, to, new byte[0]);
            case 1 -> replaced(bytes, from, from, oneOf(words));
            case 2 -> replaced(bytes, from, to, oneOf(words));
            case 3 -> replaced(bytes, from, to, randomBytes());
            case 4 -> replaced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
            case 5 -> replaced(bytes, from, bytes.length, new byte[0]);
            case 6 -> replaced(bytes, from, bytes.length, part(other));
            case 7 -> repeated(bytes, from, to);
            default -> flipped(bytes, from);
        };
    }

    private byte[] randomBytes() {
        byte[] some = new byte[1 + random.nextInt(8)];
        random.nextBytes(some);
        return some;
    }

    private byte[] part(byte[] bytes) {
        return Arrays.copyOfRange(bytes, random.nextInt(bytes.length + 1), bytes.length);
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] repeated(byte[] bytes, int from, int to) {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = random.nextInt(200); i >= 0; i--) {
            many.write(bytes, from, to - from);
        }
        return replaced(bytes, from, to, many.toByteArray());
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] with) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, from);
        result.writeBytes(with);
        result.write(bytes, to, bytes.length - to);
        return result.toByteArray();
    }
}
