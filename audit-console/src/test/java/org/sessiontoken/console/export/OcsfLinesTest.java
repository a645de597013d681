package org.sessiontoken.console.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.search.FlowJson;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each line is an event as the schema of OCSF 1.3.0 demands it, whatever of a request is known. */
class OcsfLinesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");
    private static final FlowJson.Account ACCOUNT =
            new FlowJson.Account(new AccountHash("k0123456789abcdef"), new AccountId("acc-1"));

    private static Schema schema;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = OcsfLinesTest.class.getResourceAsStream("ocsf-1.3.0.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(Objects.requireNonNull(in, "the schema")));
        }
    }

    private static FlowJson row(
            @Nullable Outcome outcome,
            @Nullable String name,
            @Nullable String caller,
            FlowJson.@Nullable Account account) {
        return new FlowJson(
                "request-1",
                "flow-1",
                name,
                name,
                "http-adapter",
                caller == null ? null : new IpAddress(caller),
                account,
                outcome,
                outcome == null ? null : "a-reason",
                AT,
                outcome == null ? null : AT.plusMillis(3),
                outcome == null ? null : 2.7,
                1,
                outcome == null ? 0 : 1,
                false);
    }

    static Stream<FlowJson> rows() {
        List<FlowJson> rows = new ArrayList<>();
        Stream.concat(Stream.of(Outcome.values()), Stream.of((Outcome) null)).forEach(outcome -> {
            rows.add(row(outcome, "demo", "10.1.4.7", ACCOUNT));
            rows.add(row(outcome, "demo", "2001:db8::1", new FlowJson.Account(ACCOUNT.hash(), null)));
            rows.add(row(outcome, null, null, null));
        });
        return rows.stream();
    }

    private static JsonNode event(FlowJson row) throws IOException {
        StringWriter out = new StringWriter();
        OcsfLines lines = new OcsfLines(out, JSON);
        lines.begin();
        lines.row(row);
        return JSON.readTree(out.toString());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areAuthenticationEvents(FlowJson row) throws IOException {
        JsonNode event = event(row);

        assertThat(schema.validate(event)).isEmpty();
        assertThat(event.get("class_uid").asInt()).isEqualTo(3002);
    }

    @Test
    void endWithAnEventAboutTheExport() throws IOException {
        StringWriter out = new StringWriter();
        new OcsfLines(out, JSON)
                .end(new Covered(
                        AT,
                        "anna",
                        Map.of("outcome", List.of("issued")),
                        3,
                        100,
                        true,
                        new Coverage(AT, AT.plusSeconds(1), false, List.of(), List.of())));
        JsonNode event = JSON.readTree(out.toString());

        assertThat(schema.validate(event)).isEmpty();
        assertThat(event.get("class_uid").asInt()).isEqualTo(6003);
    }

    /** What the schema, as it is written down here, refuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\": null}",
                "{\"user\": {\"type_id\": 1}}",
                "{\"activity_id\": 42}",
                "{\"time\": \"2026-01-05T09:00:00Z\"}",
                "{\"severity_id\": 7}",
                "{\"src_endpoint\": {\"ip\": \"everywhere\"}}",
                "{\"tenant\": \"demo\"}",
                "{\"type_uid\": 300101}",
                "{\"metadata\": {\"version\": \"1.3.0\"}}"
            })
    void wouldBeRefusedIfTheyWereOtherwise(String changes) throws IOException {
        Map<String, Object> event =
                JSON.convertValue(event(row(Outcome.ISSUED, "demo", "10.1.4.7", ACCOUNT)), Map.class);
        event.putAll(JSON.convertValue(JSON.readTree(changes), Map.class));

        assertThat(schema.validate(JSON.valueToTree(event))).isNotEmpty();
    }
}
