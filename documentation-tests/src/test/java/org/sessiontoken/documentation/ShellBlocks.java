package org.sessiontoken.documentation;

import java.util.List;
import java.util.Optional;

/** Commands, each of which must be checked or run; what makes a file is run here and now. */
final class ShellBlocks implements BlockBinding {

    private final List<CommandCheck> checks = CommandCheck.all();

    @Override
    public boolean claims(Block block) {
        return block.language().equals("sh");
    }

    @Override
    public List<String> faults(Block block) {
        List<List<String>> commands = ShellScript.commands(block.text());
        return FileMakingScript.claims(commands)
                ? FileMakingScript.faults(block.text())
                : commands.stream().flatMap(command -> faults(command).stream()).toList();
    }

    List<String> faults(List<String> command) {
        Optional<CommandCheck> check =
                checks.stream().filter(candidate -> candidate.claims(command)).findFirst();
        return check.isPresent()
                ? check.get().faults(command)
                : List.of("nobody checks the command " + command + ": add a CommandCheck, or run it in TourIT");
    }
}
