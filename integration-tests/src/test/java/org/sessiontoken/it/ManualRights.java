package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that the manual's table gives, as Kafka takes them. */
final class ManualRights {

    private static final Path MANUAL = Path.of("..", "docs", "manual", "configuration.md");
    private static final String HEADING = "| Principal | Operations | On |";
    private static final Pattern ROW =
            Pattern.compile("\\| (.+?) \\| (.+?) \\| (topic|prefix|group|group prefix) `(.+?)` \\|");
    private static final Pattern OPERATION = Pattern.compile("`(\\w+)`");
    private static final Map<String, ResourceType> TYPES = Map.of(
            "topic", ResourceType.TOPIC,
            "prefix", ResourceType.TOPIC,
            "group", ResourceType.GROUP,
            "group prefix", ResourceType.GROUP);

    private ManualRights() {}

    /**
     * The rights of these users.
     *
     * @param users for each principal of the table the names of its users; those of requestors stand for
     *     {@code <requestor>}, too
     */
    static List<AclBinding> of(Map<String, List<String>> users) {
        List<AclBinding> rights = new ArrayList<>();
        for (String line : table()) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                throw new IllegalStateException("not a row of rights: " + line);
            }
            List<String> named = users.get(row.group(1));
            if (named == null) {
                throw new IllegalStateException("nobody is the principal of this row: " + line);
            }
            named.forEach(user -> rights.addAll(rights(user, row.toMatchResult())));
        }
        return rights;
    }

    private static List<AclBinding> rights(String user, MatchResult row) {
        ResourcePattern on = new ResourcePattern(
                TYPES.get(row.group(3)),
                row.group(4).replace("<requestor>", user),
                row.group(3).endsWith("prefix") ? PatternType.PREFIXED : PatternType.LITERAL);
        return OPERATION
                .matcher(row.group(2))
                .results()
                .map(operation -> new AclBinding(
                        on,
                        new AccessControlEntry(
                                "User:" + user,
                                "*",
                                AclOperation.fromString(operation.group(1)),
                                AclPermissionType.ALLOW)))
                .toList();
    }

    private static List<String> table() {
        try {
            return Files.readAllLines(MANUAL).stream()
                    .dropWhile(line -> !line.equals(HEADING))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
