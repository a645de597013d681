package org.sessiontoken.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sessiontoken.console.index.FlowKind;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.event.Outcome;

class RowTableTest {

    private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");
    private static final TimeText TIMES = TimeText.millis(ZoneOffset.UTC);

    /** Whoever asks chooses the ID, and must not be able to hide anything of other requests. */
    @Test
    void isNotMadePoorerByAnIdThatIsTooLong() {
        String endless = "x".repeat(128);
        RowTable table = table(List.of(row("flow-1", "bad-signature"), row(endless, "bad-signature")));

        assertThat(table.header()).contains("correlation ID", "reason");
        assertThat(table.line(row("flow-1", "bad-signature")))
                .contains("bad-signature")
                .hasSizeLessThanOrEqualTo(80);
        assertThat(table.line(row(endless, "bad-signature"))).contains(endless + " bad-signature");
    }

    @Test
    void cutsWhatDoesNotFitAndShowsThatItDoes() {
        String reason = "too-many-failures-at-account-and-more";
        RowTable table = table(List.of());

        assertThat(table.line(row("flow-1", reason)))
                .contains("too-many-fai")
                .doesNotContain(reason)
                .endsWith("…");
    }

    private static RowTable table(List<FlowRow> sample) {
        return new RowTable(new Terminal(true, false, false, 80, StandardCharsets.UTF_8), TIMES, sample);
    }

    private static FlowRow row(String correlationId, String reason) {
        return new FlowRow(
                0,
                "request-1",
                correlationId,
                new FlowKind("demo", "operator-jwt", "http-adapter", Outcome.UNAUTHORISED, reason),
                null,
                null,
                null,
                AT,
                AT,
                1_000L,
                1,
                1,
                false,
                List.of(),
                List.of());
    }
}
