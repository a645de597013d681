package org.sessiontoken.console.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.console.search.FlowJson;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static String line(ExportFormat format, String correlationId) throws IOException {
        StringWriter out = new StringWriter();
        format.writer(out, JSON)
                .row(new FlowJson(
                        "request-1",
                        correlationId,
                        "demo",
                        "operator-jwt",
                        "http-adapter",
                        null,
                        null,
                        null,
                        null,
                        Instant.EPOCH,
                        null,
                        null,
                        1,
                        0,
                        false));
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({"JSONL, correlationId", "OCSF, correlation_uid"})
    void turnNothingRoundAndHaveATerminalObeyNothing(ExportFormat format, String name) throws IOException {
        String flow = "\u202Eexe.txt\u2066\u200B\uFEFF\u007F\u009B\u00A0\uD83D\uDE00";

        String line = line(format, flow);

        assertThat(line).contains("\\u202Eexe.txt\\u2066\\u200B\\uFEFF\\u007F\\u009B\\u00A0\\uD83D\\uDE00");
        assertThat(JSON.readTree(line).findValuesAsString(name)).contains(flow);
    }

    @Test
    void leaveLettersOfAllLanguagesAsTheyAre() throws IOException {
        assertThat(line(ExportFormat.JSONL, "müller-Абонент-חשבון-7")).contains("\"müller-Абонент-חשבון-7\"");
    }
}
