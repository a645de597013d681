package org.sessiontoken.answering.topics;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic that a service needs.
 *
 * @param creation how it is created if it is missing
 * @param requirements what its settings must be, whoever has made it, besides what those of every topic must be
 * @param rights what the service does with it, so that it needs the right to
 */
public record NeededTopic(NewTopic creation, List<Requirement> requirements, Set<AclOperation> rights) {

    /** Keeps copies. */
    public NeededTopic {
        requirements = List.copyOf(requirements);
        rights = Set.copyOf(rights);
    }

    /** The topic's name. */
    public String name() {
        return creation.name();
    }
}
