package org.sessiontoken.documentation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** Docker Compose: its commands, and services that the deployment example has. Nothing is run here: .ci/run says so aloud. */
final class ComposeCheck implements CommandCheck {

    private static final Set<String> COMMANDS =
            Set.of("up", "down", "kill", "logs", "ps", "config", "restart", "start", "stop", "exec");

    @Override
    public boolean claims(List<String> command) {
        return command.size() > 2
                && command.get(0).equals("docker")
                && command.get(1).equals("compose");
    }

    @Override
    public List<String> faults(List<String> command) {
        Map<String, Map<String, Object>> example = new Yaml().load(SourceTree.text("docker-compose.yml"));
        Set<String> services = example.getOrDefault("services", Map.of()).keySet();
        if (!COMMANDS.contains(command.get(2))) {
            return List.of("docker compose has no command " + command.get(2));
        }
        return command.stream()
                .skip(3)
                .filter(word -> !word.startsWith("-"))
                // The other words are the command that is executed in the service.
                .limit(command.get(2).equals("exec") ? 1 : Integer.MAX_VALUE)
                .filter(word -> !services.contains(word))
                .map(service -> "docker-compose.yml has no service " + service)
                .toList();
    }
}
