package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ShellCommandTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "standalone/token-broker, app/token-broker.jar, standalone/token-broker",
                "/its broker/token-broker, app/token-broker.jar, '/its broker/token-broker'",
                "\"\", standalone/target/token-broker.jar, java -jar standalone/target/token-broker.jar",
                "\"\", my jars/token-broker.jar, java -jar 'my jars/token-broker.jar'",
                "\"\", target/classes:lib/a.jar, token-broker",
            })
    void namesTheProgramAsItWasStarted(String launcher, String classPath, String command) {
        Properties system = new Properties();
        system.setProperty(ShellCommand.LAUNCHER, launcher);
        system.setProperty("java.class.path", classPath);
        assertThat(ShellCommand.ofThisProgram(system)).isEqualTo(command);
    }

    @Test
    void quotesWhatAShellWouldReadInAnotherWay() {
        assertThat(ShellCommand.quoted("/var/data-1")).isEqualTo("/var/data-1");
        assertThat(ShellCommand.quoted("its $HOME")).isEqualTo("'its $HOME'");
        assertThat(ShellCommand.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(ShellCommand.quoted("")).isEqualTo("''");
    }

    @Test
    void standsInTheHelpOfAllCommands() {
        assertThat(help("--help")).contains("Usage: java -jar x.jar [", "\n  java -jar x.jar --requestor billing=");
        assertThat(help("mint", "--help")).contains("Usage: java -jar x.jar mint ");
        assertThat(help("audit", "find", "--help")).contains("Usage: java -jar x.jar audit find ");
    }

    private static String help(String... arguments) {
        StringWriter output = new StringWriter();
        CommandLine commands = TokenBroker.commandLine(Clock.systemUTC(), ProcessShell::open, new Shutdown())
                .setCommandName("java -jar x.jar")
                .setOut(new PrintWriter(output, true));
        assertThat(commands.execute(arguments)).isZero();
        return output.toString();
    }
}
