package org.sessiontoken.session.signon;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;
import org.sessiontoken.value.TokenHash;

/**
 * A partition of the sign-on topic. It alone holds the attempts for its tokens: if they counted elsewhere, too, a token could
 * be won once in each place.
 *
 * @param number the partition
 * @param of how many partitions the topic was made with, which may never change
 */
record SignOnPartition(int number, int of) {

    /** Whether attempts for a token belong here, by the rule of Kafka's own partitioner. */
    boolean holds(TokenHash token) {
        byte[] key = token.value().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % of == number;
    }
}
