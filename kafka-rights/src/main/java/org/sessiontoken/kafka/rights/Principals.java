package org.sessiontoken.kafka.rights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is who in a cluster.
 *
 * <pre>{@code
 * new Principals(Rights.ofThisVersion(), "User:NAME")
 *         .with(Holder.BROKER, "broker")
 *         .with(Holder.REQUESTOR, "billing")
 *         .all();
 * }</pre>
 *
 * <p>Not safe for several threads.
 */
public final class Principals {

    /** Stands for a name in a template of principals. */
    public static final String NAME = "NAME";

    private static final String USER = "User:";

    private final Rights rights;
    private final String template;
    private final Map<String, Set<Holder>> holders = new LinkedHashMap<>();

    /**
     * Nobody yet.
     *
     * @param template the principal of somebody who logs in as {@code NAME}: {@code User:NAME} where Kafka takes the names as
     *     they are, {@code User:CN=NAME} where it takes those of certificates
     * @throws IllegalArgumentException if the template is not that of a user, or is the same for all
     */
    public Principals(Rights rights, String template) {
        if (!template.startsWith(USER) || !template.contains(NAME)) {
            throw new IllegalArgumentException(
                    "must begin with " + USER + " and have " + NAME + " in the place of the name, as User:CN=NAME");
        }
        this.rights = rights;
        this.template = template;
    }

    /** Adds somebody. An adapter, and a requestor that reads by a group, is a requestor, too. */
    public Principals with(Holder holder, String name) {
        Set<Holder> all = holders.computeIfAbsent(name, none -> new LinkedHashSet<>());
        if (holder == Holder.ADAPTER || holder == Holder.GROUP_REQUESTOR) {
            all.add(Holder.REQUESTOR);
        }
        all.add(holder);
        return this;
    }

    /** Everybody, in the order in which they were added. */
    public List<Principal> all() {
        List<Principal> all = new ArrayList<>();
        holders.forEach((name, roles) -> all.add(new Principal(
                name,
                USER + template.substring(USER.length()).replace(NAME, name),
                roles.stream()
                        .flatMap(holder -> rights.of(holder).stream())
                        .map(right -> right.of(name))
                        .toList())));
        return all;
    }
}
