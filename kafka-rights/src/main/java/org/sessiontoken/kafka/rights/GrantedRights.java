package org.sessiontoken.kafka.rights;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** The rights that a cluster has granted. */
public final class GrantedRights {

    private final Admin admin;

    /** @param admin logged in as somebody who may alter the cluster; it stays the caller's to close */
    public GrantedRights(Admin admin) {
        this.admin = admin;
    }

    /**
     * Grants what is missing, and takes nothing away: what somebody has beyond their rights may be there on purpose.
     *
     * @return what was done
     * @throws ExecutionException if Kafka does not answer, or does not allow it; some may then be granted
     */
    public Grant grant(List<Principal> principals) throws ExecutionException, InterruptedException {
        Set<AclBinding> needed = principals.stream().flatMap(Principal::acls).collect(Collectors.toSet());
        Set<String> names = principals.stream().map(Principal::principal).collect(Collectors.toSet());
        Set<AclBinding> there =
                Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());

        Set<AclBinding> missing = new LinkedHashSet<>(needed);
        missing.removeAll(there);
        admin.createAcls(missing).all().get();
        return new Grant(
                needed.size(),
                missing.size(),
                there.stream()
                        .filter(acl -> names.contains(acl.entry().principal()))
                        .filter(acl -> !needed.contains(acl))
                        .toList());
    }
}
