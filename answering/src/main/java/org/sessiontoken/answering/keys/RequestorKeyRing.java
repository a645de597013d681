package org.sessiontoken.answering.keys;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.value.RequestorName;

/**
 * The sealing keys of all requestors. The file of each is followed for itself: what is refused in one leaves its requestor the
 * earlier keys, and holds up nobody else's. A file with the name of another requestor's key is refused, so that the ring has one key of
 * each name at any time.
 *
 * <p>The keys may change while the service runs, and the requestors do not. Safe for all threads.
 */
public final class RequestorKeyRing {

    private final String property;
    private final KeyFiles keyFiles;
    private final Map<RequestorName, FollowedFiles<List<NamedKey>>> requestors = new LinkedHashMap<>();
    private volatile KeyRing ring;

    /**
     * Reads the keys of all requestors, and follows their files from now on.
     *
     * @param property the property that has a requestor's file by its name
     * @param files the files by the names of their requestors, at least one
     * @throws InvalidConfigurationException if there is none, a name is malformed, or a file is not a usable key set; the message
     *     names the property
     */
    public RequestorKeyRing(String property, Map<String, Path> files, KeyFiles keyFiles, FollowedKeys followed) {
        this.property = property;
        this.keyFiles = keyFiles;
        if (files.isEmpty()) {
            throw new InvalidConfigurationException(
                    property + " must name each requestor's key file: without any, no request can be read");
        }
        files.forEach((name, file) -> {
            RequestorName requestor = requestor(name);
            requestors.put(
                    requestor,
                    followed.follow("sealing-keys-" + requestor, List.of(file), () -> read(requestor, file))
                            .onTaken(taken -> this.ring = ring()));
        });
        this.ring = ring();
    }

    private RequestorName requestor(String name) {
        try {
            return new RequestorName(name);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidConfigurationException(property + "." + name + ": " + malformed.getMessage());
        }
    }

    /** The keys of one requestor, if they do not clash with the present keys of the others. */
    private List<NamedKey> read(RequestorName requestor, Path file) {
        List<NamedKey> keys = keyFiles.read(property + "." + requestor, file);
        Map<RequestorName, List<NamedKey>> all = current();
        all.remove(requestor);
        all.put(requestor, keys);
        KeyFiles.naming(property, () -> KeyRing.of(all));
        return keys;
    }

    private Map<RequestorName, List<NamedKey>> current() {
        Map<RequestorName, List<NamedKey>> keys = new LinkedHashMap<>();
        requestors.forEach((requestor, followed) -> keys.put(requestor, followed.current()));
        return keys;
    }

    private KeyRing ring() {
        return KeyRing.of(current());
    }

    /** The keys in use. */
    public KeyRing keys() {
        return ring;
    }

    /** The requestors that the service knows. */
    public Set<RequestorName> owners() {
        return Set.copyOf(requestors.keySet());
    }
}
