package org.sessiontoken.answering.letters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.DeadLettered.Cut;
import org.sessiontoken.event.DeadLettered.Part;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;

/**
 * What a dead letter keeps of a record: all of a usual one, and of a large one the beginning of each part. It refers to
 * nothing of the record itself, so that a letter that waits for Kafka holds no large record in memory.
 *
 * @param key the key, or its beginning
 * @param headerNames the names of the first headers, or their beginnings
 * @param value the value, or its beginning; null if it is missing or empty
 * @param cut the parts that are not complete here
 * @param all all parts that the record has, as if none were here
 * @param requestId the request ID, if it can be read
 * @param correlationId the correlation ID, if it can be read
 */
record RecordExcerpt(
        byte @Nullable [] key,
        List<String> headerNames,
        byte @Nullable [] value,
        List<Cut> cut,
        List<Cut> all,
        @Nullable RequestId requestId,
        @Nullable CorrelationId correlationId) {

    /** Of a record of which nothing but its place is known. */
    static final RecordExcerpt UNKNOWN = new RecordExcerpt(null, List.of(), null, List.of(), List.of(), null, null);

    static final int MAX_KEY = 1024;
    static final int MAX_HEADERS = 64;
    static final int MAX_HEADER_NAME = 64;

    /** Base64url makes four characters of three bytes; the rest of the envelope takes less than a kilobyte. */
    static final int MAX_VALUE = Jwe.MAX_LENGTH / 4 * 3 - 1024;

    /** @param reading reads the record's IDs */
    static RecordExcerpt of(ConsumerRecord<byte[], byte[]> record, RecordReading reading) {
        List<Cut> cut = new ArrayList<>();
        List<Cut> all = new ArrayList<>();
        byte @Nullable [] key = beginning(Part.KEY, record.key(), MAX_KEY, cut, all);
        List<String> names = headerNames(record.headers(), cut, all);
        byte @Nullable [] value = beginning(Part.VALUE, record.value(), MAX_VALUE, cut, all);
        PartialRequest request = reading.parts(record);
        return new RecordExcerpt(
                key,
                names,
                value,
                cut,
                all,
                request.requestId().orElse(null),
                request.correlationId().orElse(null));
    }

    /** Nothing of the record, but its IDs, and the length and hash of each part. */
    RecordExcerpt withoutContent() {
        return new RecordExcerpt(null, List.of(), null, all, all, requestId, correlationId);
    }

    private static byte @Nullable [] beginning(
            Part part, byte @Nullable [] whole, int max, List<Cut> cut, List<Cut> all) {
        if (whole == null || whole.length == 0) {
            return whole;
        }
        Cut described = describe(part, whole.length, sha256().digest(whole));
        all.add(described);
        if (whole.length <= max) {
            return whole;
        }
        cut.add(described);
        return Arrays.copyOf(whole, max);
    }

    private static List<String> headerNames(Headers headers, List<Cut> cut, List<Cut> all) {
        List<String> names = new ArrayList<>();
        MessageDigest digest = sha256();
        long length = 0;
        int count = 0;
        boolean complete = true;
        for (Header header : headers) {
            byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
            digest.update(name);
            digest.update((byte) 0);
            length += name.length + 1;
            complete &= ++count <= MAX_HEADERS && header.key().length() <= MAX_HEADER_NAME;
            if (count <= MAX_HEADERS) {
                names.add(beginning(header.key()));
            }
        }
        if (count > 0) {
            Cut described = describe(Part.HEADER_NAMES, length, digest.digest());
            all.add(described);
            if (!complete) {
                cut.add(described);
            }
        }
        return names;
    }

    private static String beginning(String name) {
        if (name.length() <= MAX_HEADER_NAME) {
            return name;
        }
        // Half of a surrogate pair is no text that JSON can carry.
        boolean splitsPair = Character.isHighSurrogate(name.charAt(MAX_HEADER_NAME - 1));
        return name.substring(0, splitsPair ? MAX_HEADER_NAME - 1 : MAX_HEADER_NAME);
    }

    private static Cut describe(Part part, long length, byte[] hash) {
        return new Cut(part, length, HexFormat.of().formatHex(hash));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
