package org.sessiontoken.kafka.rights;

import java.util.List;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What granting rights has done.
 *
 * @param needed number of ACLs that the principals need
 * @param added how many of them were missing, and are there now
 * @param beyond ACLs of these principals that they do not need, and that were left as they are
 */
public record Grant(int needed, int added, List<AclBinding> beyond) {

    /** Copies the list. */
    public Grant {
        beyond = List.copyOf(beyond);
    }
}
