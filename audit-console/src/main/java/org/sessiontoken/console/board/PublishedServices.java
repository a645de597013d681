package org.sessiontoken.console.board;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.UnreadableEventException;

/** The auth services that the brokers have published. Safe for all threads. */
final class PublishedServices {

    private final Map<AuthServiceCodec.Key, AuthServiceDescribed> entries = new HashMap<>();

    synchronized void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            AuthServiceCodec.Key key = AuthServiceCodec.readKey(record);
            Optional<AuthServiceDescribed> entry = AuthServiceCodec.readEntry(record);
            entry.ifPresentOrElse(described -> entries.put(key, described), () -> entries.remove(key));
        } catch (UnreadableEventException notAnEntry) {
            // The adapter, which answers discovery from the same topic, passes over it and says so in its log.
        }
    }

    synchronized void clear() {
        entries.clear();
    }

    synchronized Set<AuthServiceCodec.Key> services() {
        return Set.copyOf(entries.keySet());
    }

    /** What is published of an auth service, if it is. */
    synchronized Optional<AuthServiceDescribed> find(AuthServiceCodec.Key service) {
        return Optional.ofNullable(entries.get(service));
    }
}
