package org.sessiontoken.standalone.keyset;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code keys}, with its commands. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Makes, lists, rotates and checks files with secret keys. It prints no key.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:It has done what was asked.",
            "1:A key set is refused, by the programs too.",
            "2:The command line is wrong.",
            "3:It is too early for the next step, and nothing was changed.",
            "70:A bug.",
            "74:A file cannot be written."
        },
        exitCodeOnExecutionException = KeysCommand.BUG)
public final class KeysCommand implements Runnable {

    static final int BUG = 70;

    private static final int MAX_NAME = 100;

    @Spec
    private @Nullable CommandSpec spec;

    private KeysCommand() {}

    /** The command. Paths are converted by whoever runs it. */
    public static CommandLine of(Clock clock) {
        CommandLine commands = new CommandLine(new KeysCommand())
                .addSubcommand(new NewKeyCommand(clock))
                .addSubcommand(new ListKeysCommand(clock))
                .addSubcommand(new RotateKeysCommand(clock))
                .addSubcommand(new CheckKeysCommand());
        return commands.registerConverter(KeyPurpose.class, KeyPurpose::convert);
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "keys must be followed by new, list, rotate or check");
    }

    /** The name for a new key: that of the file, and the day. */
    static String kid(Path file, Clock clock) {
        String name = String.valueOf(file.getFileName()).replaceFirst("(?:\\.jwks)?(?:\\.json)?$", "");
        String printable = name.replaceAll("[^!-~]", "-");
        String day = Moments.text(clock.instant()).substring(0, "2026-01-01".length());
        return (printable.length() > MAX_NAME ? printable.substring(0, MAX_NAME) : printable) + "-" + day;
    }
}
