package org.sessiontoken.console.search;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.console.permit.UserPermits;
import org.sessiontoken.console.problem.ConsoleProblem;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.console.role.SessionRights;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A scan of Kafka over HTTP, as server-sent events: {@code progress}, {@code row}, and at its end {@code done}, or {@code failed}
 * with the reason. It uses the thread of the request, so there are only two at a time, and ends when the connection is closed or
 * the user's rights end.
 */
@RestController
final class ScanEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(ScanEndpoint.class);
    private static final int MAX_SCANS = 2;
    private static final long MAX_RECORDS = 20_000_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Consumer<byte[], byte[]>> singles;
    private final FlowIndex index;
    private final AccountHashes accounts;
    private final SessionRights rights;
    private final JsonMapper json;
    private final Clock clock;
    private final UserPermits permits = new UserPermits(MAX_SCANS);

    ScanEndpoint(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Consumer<byte[], byte[]>> singles,
            FlowIndex index,
            AccountHashes accounts,
            SessionRights rights,
            JsonMapper json,
            Clock clock) {
        this.consumers = consumers;
        this.singles = singles;
        this.index = index;
        this.accounts = accounts;
        this.rights = rights;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/api/scan")
    void scan(HttpServletRequest request, HttpServletResponse response, Principal user, FlowFilter wanted)
            throws IOException {
        boolean auditor = Role.AUDITOR.isOf(request);
        FlowFilter filter = bounded(wanted);
        permits.acquire(user.getName()).ifPresent(shortage -> {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, advice(shortage));
        });
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader("Cache-Control", "no-store");
            EventStream events = new EventStream(
                    response.getWriter(),
                    auditor,
                    () -> rights.stillHold(request.getSession(), request.getUserPrincipal()));
            try (KafkaScan scan =
                    new KafkaScan(consumers.get(), singles, filter, accounts, JoinedFlows.Telling.AT_ONCE, events)) {
                events.send("done", scan.run(MAX_RECORDS, events));
            } catch (KafkaException failure) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure))
                        .log("A scan has ended before its end");
                // As an event, since a browser shows a script no other answer to such a request.
                events.send(
                        "failed",
                        ConsoleProblem.KAFKA_UNAVAILABLE.problem(
                                "It was read up to what is said above. Scan again when Kafka answers; the console's log says more."));
            }
        } finally {
            permits.release(user.getName());
        }
    }

    private static String advice(UserPermits.Shortage shortage) {
        return switch (shortage) {
            case OF_THE_USER -> "you have a scan running already: wait for its end, or stop it";
            case OF_ALL -> "two scans are running already: wait for one to end";
        };
    }

    /** Without an end, it ends where the index begins. */
    private FlowFilter bounded(FlowFilter filter) {
        if (filter.from() == null) {
            throw new RefusedQueryException("from must be given: a scan reads all records from then on");
        }
        if (filter.from().isBefore(Instant.EPOCH)) {
            throw new RefusedQueryException("from must not be before " + Instant.EPOCH + ", when Kafka's time begins");
        }
        Instant now = clock.instant();
        Instant to = filter.to();
        if (to == null) {
            Coverage coverage = index.read(IndexSnapshot::coverage);
            to = coverage.completeFrom();
        }
        if (!filter.from().isBefore(to)) {
            throw new RefusedQueryException("from must be before to; the index is complete from then on");
        }
        // Of the future nothing can be said yet.
        to = to.isAfter(now) ? now : to;
        if (!filter.from().isBefore(to)) {
            throw new RefusedQueryException("from must be before now");
        }
        return filter.between(filter.from(), to);
    }

    /** Writes events, until nobody reads them any more, or may. */
    private final class EventStream implements ScanListener {

        private final PrintWriter writer;
        private final boolean auditor;
        private final BooleanSupplier allowed;

        EventStream(PrintWriter writer, boolean auditor, BooleanSupplier allowed) {
            this.writer = writer;
            this.auditor = auditor;
            this.allowed = allowed;
        }

        @Override
        public void row(FlowRow row) {
            send("row", FlowJson.of(row, accounts, auditor));
        }

        @Override
        public boolean progress(long scanned, long of, Instant at) {
            send("progress", Map.of("scanned", scanned, "of", of, "at", at));
            return !writer.checkError() && allowed.getAsBoolean();
        }

        void send(String event, Object data) {
            writer.print("event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
            writer.flush();
        }
    }
}
