package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.sessiontoken.console.shell.AuditCommand;

class ExitStatusTest {

    @Test
    void isInTheManualAsTheHelpHasIt() {
        String page = SourceTree.text(SourceTree.path("docs/manual/audit-shell.md"));
        AuditCommand.of(
                        () -> {
                            throw new AssertionError("no command is run");
                        },
                        Clock.systemUTC())
                .getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .forEach((code, words) -> assertThat(page).contains("| " + code + " | " + words + " |"));
    }
}
