package org.sessiontoken.console.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.access.Browser;
import org.sessiontoken.console.access.ConsoleAccess;
import org.sessiontoken.console.access.ConsoleWithKafka;
import org.sessiontoken.event.AccessCriterion;
import org.sessiontoken.event.AccessKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportIT {

    private static final int WRITTEN = 2_500;
    private static final int MAX_ROWS = 2_400;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static ConsoleWithKafka running;
    private static ConsoleAccess console;

    @BeforeAll
    static void start() {
        running = ConsoleWithKafka.start(folder, WRITTEN, "--ags.console.export.max-rows=" + MAX_ROWS);
        console = running.console();
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    private static List<String> export(String query) {
        HttpResponse<String> response = console.auditor().get("/api/export?" + query);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment; filename=\"requests-"));
        return response.body().lines().toList();
    }

    private static JsonNode last(List<String> lines) {
        return JSON.readTree(lines.get(lines.size() - 1));
    }

    @Test
    void hasAllRequestsThatTheFilterWantsAndSaysSo() {
        List<String> lines = export("outcome=not-issued&tenant=demo");

        JsonNode covers = last(lines).get("covers");
        assertThat(lines).hasSize(WRITTEN / 10 + 1);
        assertThat(lines.stream().limit(WRITTEN / 10).map(JSON::readTree))
                .allSatisfy(row -> assertThat(row.get("outcome").asString()).isEqualTo("unauthorised"))
                .extracting(row -> row.get("requestId").asString())
                .doesNotHaveDuplicates();
        assertThat(covers.get("rows").asInt()).isEqualTo(WRITTEN / 10);
        assertThat(covers.get("complete").asBoolean()).isTrue();
        assertThat(covers.get("exportedBy").asString()).isEqualTo(ConsoleAccess.AUDITOR);
        assertThat(covers.at("/filter/outcome/0").asString()).isEqualTo("not-issued");
        assertThat(covers.at("/coverage/completeTo").asString()).isNotEmpty();
    }

    @Test
    void endsAtItsLimitAndSaysSo() {
        List<String> lines = export("");

        JsonNode covers = last(lines).get("covers");
        assertThat(lines).hasSize(MAX_ROWS + 1);
        assertThat(covers.get("limit").asInt()).isEqualTo(MAX_ROWS);
        assertThat(covers.get("complete").asBoolean()).isFalse();
        assertThat(lines.stream().limit(MAX_ROWS).distinct()).hasSize(MAX_ROWS);
    }

    @Test
    void namesAccountsInRowsAndTheirHashesInWhatItCovers() {
        List<String> lines = export("account=account-7");

        assertThat(lines.get(0)).contains("\"id\":\"account-7\"");
        assertThat(last(lines).at("/covers/filter/account/0").asString()).matches("k[0-9a-f]{16}");
    }

    @Test
    void isASpreadsheet() {
        List<String> lines = export("format=csv&outcome=issued&account=account-7");

        assertThat(lines.get(0)).startsWith("\ufeff\"requestedAt\",\"outcome\"");
        assertThat(lines.get(1)).contains("\"account-7\"", "\"issued\"");
        assertThat(lines.get(lines.size() - 1)).startsWith("\"covers 3 requests; complete from ");
        assertThat(lines.stream().limit(lines.size() - 1).map(line -> line.split(",", -1).length))
                .containsOnly(16);
    }

    /** What the schema demands of the classes 3002 and 6003 in each 1.x. */
    @Test
    void isOcsf() {
        List<String> lines = export("format=ocsf&from=2020-01-01T00:00:00Z&account=account-7");

        assertThat(lines).hasSize(4);
        assertThat(lines.stream().map(JSON::readTree)).allSatisfy(event -> {
            for (String required :
                    Set.of("activity_id", "category_uid", "class_uid", "severity_id", "time", "type_uid")) {
                assertThat(event.get(required).isIntegralNumber()).as(required).isTrue();
            }
            assertThat(event.get("type_uid").asInt())
                    .isEqualTo(event.get("class_uid").asInt() * 100
                            + event.get("activity_id").asInt());
            assertThat(event.at("/metadata/version").asString()).matches("1\\.\\d+\\.0");
            assertThat(event.at("/metadata/product/vendor_name").asString()).isNotEmpty();
        });
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.get("class_uid").asInt()).isEqualTo(3002);
        assertThat(first.get("category_uid").asInt()).isEqualTo(3);
        assertThat(first.at("/user/uid").asString()).isEqualTo("account-7");
        assertThat(first.at("/service/name").asString()).isNotEmpty();
        assertThat(first.at("/status_id").asInt()).isEqualTo(1);
        assertThat(first.at("/src_endpoint/ip").asString()).startsWith("10.1.4.");
        assertThat(first.at("/metadata/uid").asString()).startsWith("request-");
        JsonNode covers = last(lines);
        assertThat(covers.get("class_uid").asInt()).isEqualTo(6003);
        assertThat(covers.at("/actor/user/name").asString()).isEqualTo(ConsoleAccess.AUDITOR);
        assertThat(covers.at("/api/operation").asString()).isEqualTo("export");
        assertThat(covers.get("message").asString()).startsWith("covers 3 requests");
    }

    @Test
    void tellsARefusalFromASuccessInOcsf() {
        JsonNode refused =
                JSON.readTree(export("format=ocsf&outcome=unauthorised").get(0));

        assertThat(refused.get("status_id").asInt()).isEqualTo(2);
        assertThat(refused.get("status_code").asString()).isEqualTo("unauthorised");
        assertThat(refused.get("status_detail").asString()).isEqualTo("bad-signature");
        assertThat(refused.at("/user/name").asString()).isEqualTo("unknown");
    }

    @Test
    void isCutOffOnceTheUserIsNoAuditorAnyMore() throws IOException {
        Path users = ConsoleAccess.usersFile(folder);
        String before = Files.readString(users);
        Browser auditor = console.auditor();
        try {
            HttpResponse<String> cutOff = auditor.send(auditor.request("/api/export")
                    .header("Sec-Fetch-Site", "same-origin")
                    .header(ConsoleAccess.DEMOTES, "yes"));

            assertThat(cutOff.body().lines()).hasSize(1_000).noneMatch(line -> line.contains("\"covers\""));
        } finally {
            Files.writeString(users, before);
        }
    }

    @Test
    void isRecordedBeforeItBegins() {
        export("format=csv&reason=bad-signature");

        assertThat(running.accesses()).anySatisfy(access -> {
            assertThat(access.kind()).isEqualTo(AccessKind.EXPORTED);
            assertThat(access.criteria())
                    .contains(new AccessCriterion("reason", "bad-signature"), new AccessCriterion("format", "csv"));
        });
    }

    @Test
    void isRefusedToViewersAndInOtherFormats() {
        assertThat(console.viewer().get("/api/export").statusCode()).isEqualTo(403);
        assertThat(console.browser().get("/api/export").statusCode()).isEqualTo(401);
        assertThat(console.auditor().get("/api/export?format=xlsx").statusCode())
                .isEqualTo(400);
        assertThat(console.auditor().get("/api/export?from=soon").statusCode()).isEqualTo(400);
    }
}
