package org.sessiontoken.documentation;

import java.util.List;
import java.util.Set;

/** Docker Compose: its commands, and services and images that the deployment example has. {@code .ci/try-compose} runs it. */
final class ComposeCheck implements CommandCheck {

    private static final Set<String> COMMANDS =
            Set.of("build", "up", "down", "kill", "logs", "ps", "config", "restart", "start", "stop", "exec", "run");
    private static final Set<String> RUN_WHAT_FOLLOWS = Set.of("exec", "run");

    @Override
    public boolean claims(List<String> command) {
        return command.size() > 2
                && command.get(0).equals("docker")
                && (command.get(1).equals("compose") || command.get(1).equals("tag"));
    }

    @Override
    public List<String> faults(List<String> command) {
        if (command.get(1).equals("tag")) {
            return command.stream()
                    .skip(2)
                    .filter(image -> !DeploymentExample.builtImages().contains(image.replaceFirst(":.*", "")))
                    .map(image -> "docker-compose.yml builds no image " + image)
                    .toList();
        }
        Set<String> services = DeploymentExample.services().keySet();
        if (!COMMANDS.contains(command.get(2))) {
            return List.of("docker compose has no command " + command.get(2));
        }
        return command.stream()
                .skip(3)
                .filter(word -> !word.startsWith("-"))
                // The other words are the command that is run in the service.
                .limit(RUN_WHAT_FOLLOWS.contains(command.get(2)) ? 1 : Integer.MAX_VALUE)
                .filter(word -> !services.contains(word))
                .map(service -> "docker-compose.yml has no service " + service)
                .toList();
    }
}
