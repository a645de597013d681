package org.sessiontoken.kafka.rights;

import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * What one holder may do with one kind of thing: a row of the manual's table.
 *
 * @param holder whose right it is
 * @param operations what may be done
 * @param on with what; {@link #REQUESTOR} in its name stands for the name of the requestor whose right it is
 */
public record Right(Holder holder, List<AclOperation> operations, ResourcePattern on) {

    /** Stands for the name of a requestor. */
    public static final String REQUESTOR = "<requestor>";

    /** Refuses a right that says nothing, and one on which Kafka and its readers would differ. */
    public Right {
        operations = List.copyOf(operations);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("a right must have an operation");
        }
        if (on.patternType() != PatternType.LITERAL && on.patternType() != PatternType.PREFIXED) {
            throw new IllegalArgumentException("a right must have the pattern literal or prefixed");
        }
    }

    /** The right of one holder, in place of all of its kind. */
    Right of(String name) {
        return new Right(
                holder,
                operations,
                new ResourcePattern(on.resourceType(), on.name().replace(REQUESTOR, name), on.patternType()));
    }

    /**
     * The right as Kafka takes it: one ACL for each operation, from every host.
     *
     * @param principal whose right it is, with its type: {@code User:broker}
     */
    public List<AclBinding> acls(String principal) {
        return operations.stream()
                .map(operation ->
                        new AclBinding(on, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)))
                .toList();
    }
}
