package org.sessiontoken.standalone;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The program: starts everything, or mints an operator token for what has been started. */
public final class TokenBroker {

    private TokenBroker() {}

    /** Runs the program; it ends with Ctrl-C or SIGTERM. */
    public static void main(String[] args) {
        System.exit(commandLine(Clock.systemUTC()).execute(args));
    }

    static CommandLine commandLine(Clock clock) {
        CommandLine commands = new CommandLine(new StartCommand(clock)).addSubcommand(new MintCommand(clock));
        commands.registerConverter(Duration.class, DurationText::parse);
        return commands.setExecutionExceptionHandler(TokenBroker::explain);
    }

    /** A stack trace helps nobody on a console: it goes to the log. */
    private static int explain(Exception failure, CommandLine command, ParseResult options) {
        if (failure instanceof CannotStartException) {
            command.getErr().println("token-broker: " + failure.getMessage());
        } else {
            LoggerFactory.getLogger(TokenBroker.class).error("Could not start", failure);
            command.getErr()
                    .println("token-broker: could not start ("
                            + failure.getClass().getSimpleName() + "): see the log in the data folder");
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
