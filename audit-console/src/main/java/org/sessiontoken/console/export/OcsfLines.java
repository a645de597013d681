package org.sessiontoken.console.export;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.search.FlowJson;
import org.sessiontoken.event.Outcome;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of the Open Cybersecurity Schema Framework, version 1.3.0 and so any later 1.x: each request is an event of the class
 * Authentication (3002). The last line is an event, too, of the class API Activity (6003), about the export itself.
 */
final class OcsfLines implements RowWriter {

    private static final String VERSION = "1.3.0";
    private static final String PRODUCT = "session-token-broker";
    private static final int INFORMATIONAL = 1;
    private static final int LOW = 2;

    private final Writer out;
    private final ObjectWriter json;

    OcsfLines(Writer out, JsonMapper json) {
        this.out = out;
        this.json = json.writer().with(new VisibleEscapes());
    }

    @Override
    public void begin() {}

    @Override
    public void row(FlowJson row) throws IOException {
        Outcome outcome = row.outcome();
        Status status = Status.of(outcome);
        Map<String, Object> event =
                event(3, 3002, 1, "Logon", Objects.requireNonNullElse(row.repliedAt(), row.requestedAt()));
        event.put("severity_id", status == Status.FAILURE ? LOW : INFORMATIONAL);
        event.put("status_id", status.id());
        event.put("status", status.caption());
        put(event, "status_code", outcome == null ? null : outcome.code());
        put(event, "status_detail", row.reason());
        event.put("start_time", row.requestedAt().toEpochMilli());
        if (row.tookMs() != null) {
            long duration = Math.round(row.tookMs());
            event.put("end_time", row.requestedAt().toEpochMilli() + duration);
            event.put("duration", duration);
        }
        event.put("user", user(row));
        event.put("service", Map.of("name", Objects.requireNonNullElse(row.authServiceId(), "unknown")));
        put(event, "src_endpoint", row.callerAddress() == null ? null : Map.of("ip", row.callerAddress()));
        event.put("is_remote", true);
        Map<String, Object> metadata = metadata();
        metadata.put("uid", row.requestId());
        metadata.put("correlation_uid", row.correlationId());
        event.put("metadata", metadata);
        event.put("unmapped", unmapped(row));
        line(event);
    }

    private static Map<String, Object> user(FlowJson row) {
        Map<String, Object> user = new LinkedHashMap<>();
        FlowJson.Account account = row.account();
        if (account == null) {
            user.put("name", "unknown");
            user.put("type_id", 0);
        } else {
            user.put("uid", account.id() == null ? account.hash() : account.id());
            user.put("type_id", 1);
        }
        put(user, "domain", row.tenantId());
        return user;
    }

    private static Map<String, Object> unmapped(FlowJson row) {
        Map<String, Object> unmapped = new LinkedHashMap<>();
        unmapped.put("requestor", row.requestor());
        unmapped.put("attempts", row.attempts());
        unmapped.put("outcomes", row.outcomes());
        unmapped.put("differs", row.differs());
        put(
                unmapped,
                "account_hash",
                row.account() == null ? null : row.account().hash());
        return unmapped;
    }

    @Override
    public void end(Covered covered) throws IOException {
        Map<String, Object> event = event(6, 6003, 2, "Read", covered.exportedAt());
        event.put("severity_id", INFORMATIONAL);
        event.put("status_id", Status.SUCCESS.id());
        event.put("status", Status.SUCCESS.caption());
        event.put("message", "covers " + covered.words());
        event.put("count", covered.rows());
        event.put("actor", Map.of("user", Map.of("name", covered.exportedBy())));
        event.put("api", Map.of("operation", "export", "service", Map.of("name", "audit-console")));
        event.put("src_endpoint", Map.of("name", "audit-console"));
        event.put("metadata", metadata());
        event.put("unmapped", Map.of("covers", covered));
        line(event);
    }

    private static Map<String, Object> event(
            int category, int eventClass, int activity, String activityName, Instant time) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("category_uid", category);
        event.put("class_uid", eventClass);
        event.put("activity_id", activity);
        event.put("activity_name", activityName);
        event.put("type_uid", eventClass * 100 + activity);
        event.put("time", time.toEpochMilli());
        return event;
    }

    private static Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("version", VERSION);
        metadata.put("product", Map.of("name", PRODUCT, "vendor_name", PRODUCT));
        return metadata;
    }

    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    private void line(Object event) throws IOException {
        out.write(json.writeValueAsString(event));
        out.write('\n');
    }

    /** The schema's {@code status_id}. */
    private enum Status {
        UNKNOWN(0, "Unknown"),
        SUCCESS(1, "Success"),
        FAILURE(2, "Failure");

        private final int id;
        private final String caption;

        Status(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }

        static Status of(@Nullable Outcome outcome) {
            if (outcome == null) {
                return UNKNOWN;
            }
            return outcome == Outcome.ISSUED ? SUCCESS : FAILURE;
        }

        int id() {
            return id;
        }

        String caption() {
            return caption;
        }
    }
}
