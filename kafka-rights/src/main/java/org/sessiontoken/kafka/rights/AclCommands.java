package org.sessiontoken.kafka.rights;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands that give rights by Kafka's own {@code kafka-acls.sh}: one for each right, to be pasted into a shell. */
public final class AclCommands {

    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=,-]+");

    private final List<String> connection;

    /** @param connection how the commands reach Kafka: {@code --bootstrap-server kafka-1:9092} */
    public AclCommands(List<String> connection) {
        this.connection = List.copyOf(connection);
    }

    /** The commands, a line each. */
    public String text(List<Principal> principals) {
        return principals.stream()
                .flatMap(principal -> principal.rights().stream().map(right -> line(principal, right)))
                .collect(Collectors.joining());
    }

    private String line(Principal principal, Right right) {
        String operations = right.operations().stream()
                .map(operation -> " --operation " + WordsOfTools.camelCase(operation.name()))
                .collect(Collectors.joining());
        return "kafka-acls.sh "
                + connection.stream().map(AclCommands::quoted).collect(Collectors.joining(" "))
                + " --add --allow-principal " + quoted(principal.principal())
                + operations
                + " --" + right.on().resourceType().name().toLowerCase(Locale.ROOT) + " "
                + quoted(right.on().name())
                + " --resource-pattern-type "
                + right.on().patternType().name().toLowerCase(Locale.ROOT) + "\n";
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
