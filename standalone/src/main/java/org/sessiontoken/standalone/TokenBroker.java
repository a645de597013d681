package org.sessiontoken.standalone;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sessiontoken.console.shell.AuditCommand;
import org.sessiontoken.console.shell.Shell;
import org.sessiontoken.standalone.keyset.KeysCommand;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.RequestorName;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * The program: starts all services, mints an operator token for services that were started, shows what they have recorded,
 * makes keys, or says what gives programs their rights in Kafka.
 */
public final class TokenBroker {

    private static final Set<String> WITHOUT_DATA_FOLDER = Set.of("audit", "keys", "rights");

    private TokenBroker() {}

    /** Runs the program, which ends with Ctrl-C, SIGTERM, or when one of its services has died. */
    public static void main(String[] args) {
        // Kafka, too, writes and compares names in lower case of the default locale, and that of I differs in Turkish.
        Locale.setDefault(Locale.ROOT);
        if (hasNoDataFolder(args)) {
            LogFile.leaveOut();
        }
        int status = CommandLine.ExitCode.SOFTWARE;
        Shutdown shutdown = new Shutdown();
        try {
            Optional<String> refusal = DecodedArguments.refusal(List.of(args));
            refusal.ifPresent(System.err::println);
            status = refusal.isPresent()
                    ? CommandLine.ExitCode.USAGE
                    : commandLine(Clock.systemUTC(), ProcessShell::open, shutdown)
                            .setCommandName(ShellCommand.ofThisProgram(System.getProperties()))
                            .execute(args);
        } catch (Throwable error) {
            // Without this, threads of Kafka would keep a process alive that does not work.
            if (!shutdown.hasBegun()) {
                System.err.println(lastLine(error));
            }
        } finally {
            ProcessShell.ended();
            System.exit(status);
        }
    }

    /** Whether a word of the command line, which is no option's value, is such a command. */
    private static boolean hasNoDataFolder(String... args) {
        return IntStream.range(0, args.length)
                .filter(i -> i == 0 || !args[i - 1].startsWith("--"))
                .anyMatch(i -> WITHOUT_DATA_FOLDER.contains(args[i]));
    }

    /**
     * All commands.
     *
     * @param shell makes the shell of those that need one
     * @param shutdown after whose beginning no failure is reported
     */
    static CommandLine commandLine(Clock clock, Supplier<Shell> shell, Shutdown shutdown) {
        StartCommand start = new StartCommand(clock, shutdown);
        CommandLine commands = new CommandLine(start)
                .addSubcommand(new MintCommand(start::dataDir, clock))
                .addSubcommand(AuditCommand.of(shell, clock))
                .addSubcommand(KeysCommand.of(clock))
                .addSubcommand(RightsCommand.commandLine());
        commands.registerConverter(Duration.class, DurationConverter::convert);
        commands.registerConverter(LogFormat.class, LogFormat::convert);
        commands.registerConverter(Path.class, FileConverter::convert);
        commands.registerConverter(RequestorKeyFile.class, RequestorKeyFile::convert);
        commands.registerConverter(RequestorName.class, NameConverter::convert);
        return commands.setExecutionExceptionHandler((failure, command, options) -> {
            if (!shutdown.hasBegun()) {
                command.getErr().println(lastLine(failure));
            }
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
    }

    /** The last line on the console. A stack trace does not help there, and is written to the log. */
    static String lastLine(Throwable failure) {
        if (failure instanceof TokenBrokerException) {
            return "token-broker: " + failure.getMessage();
        }
        LoggerFactory.getLogger(TokenBroker.class)
                .atError()
                .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(failure))
                .log("Program failed");
        return "token-broker: it failed ("
                + Failures.rootCause(failure).getClass().getSimpleName() + "): see " + LogFile.whereabouts();
    }
}
