package org.sessiontoken.kafka.rights;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Somebody in a cluster, and what they may do there.
 *
 * @param name as they log in: {@code broker}
 * @param principal as Kafka's ACLs call them: {@code User:broker}
 * @param rights each once, although the adapter is a requestor, too
 */
public record Principal(String name, String principal, List<Right> rights) {

    /** Copies the list. */
    public Principal {
        rights = List.copyOf(rights);
    }

    /** The rights as Kafka takes them. */
    public Stream<AclBinding> acls() {
        return rights.stream().flatMap(right -> right.acls(principal).stream());
    }
}
