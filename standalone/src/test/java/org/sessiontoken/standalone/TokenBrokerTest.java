package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TokenBrokerTest {

    @Test
    void endsWithTheMessageOfARefusal() {
        assertThat(TokenBroker.lastLine(new TokenBrokerException("choose another port")))
                .isEqualTo("token-broker: choose another port");
    }

    @Test
    void endsWithTheTypeOfAnErrorAndNotWithItsMessage() {
        assertThat(TokenBroker.lastLine(new NoClassDefFoundError("secret-4711")))
                .isEqualTo("token-broker: it failed (NoClassDefFoundError): see the log in the data folder");
    }

    @ParameterizedTest
    @CsvSource({
        "--http-port, 65536, --http-port must be from 1 to 65535",
        "--kafka-port, -1, --kafka-port must be from 1 to 65535",
    })
    void refusesAPortThatIsNotValid(String option, String value, String message) {
        assertRefused(message, option, value);
    }

    @Test
    void refusesADurationThatIsNotValid() {
        assertRefused("must be a duration with its unit, such as 30s", "mint", "--account", "A", "--ttl", "soon");
        assertRefused("must be a duration with its unit, such as 30s", "mint", "--account", "A", "--ttl", "5");
        assertRefused("--ttl must be from 1s to 1d, and it is 400d", "mint", "--account", "A", "--ttl", "400d");
    }

    @Test
    void refusesAnAccountThatIsNotValid() {
        assertRefused("--account", "mint", "--account", "");
    }

    private static void assertRefused(String message, String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine commands = TokenBroker.commandLine(Clock.systemUTC()).setErr(new PrintWriter(errors, true));

        assertThat(commands.execute(arguments)).isNotZero();

        assertThat(errors.toString()).contains(message).doesNotContain("\tat ");
    }
}
