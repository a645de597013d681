package org.sessiontoken.console.export;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.permit.UserPermits;
import org.sessiontoken.console.recording.RecordedAccess;
import org.sessiontoken.console.role.SessionRights;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowSearch;
import org.sessiontoken.event.AccessCriterion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Exports over HTTP, as an attachment. The filters before it let auditors through alone, and record the export. */
@RestController
final class ExportEndpoint {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger(ExportEndpoint.class);
    private static final String FORMAT = "format";

    private final FlowSearch search;
    private final AccountHashes accounts;
    private final RecordedAccess accesses;
    private final ExportProperties properties;
    private final JsonMapper json;
    private final Clock clock;
    private final SessionRights rights;
    private final UserPermits permits;

    ExportEndpoint(
            FlowSearch search,
            AccountHashes accounts,
            RecordedAccess accesses,
            ExportProperties properties,
            SessionRights rights,
            JsonMapper json,
            Clock clock) {
        this.search = search;
        this.accounts = accounts;
        this.accesses = accesses;
        this.properties = properties;
        this.rights = rights;
        this.json = json;
        this.clock = clock;
        this.permits = new UserPermits(properties.maxAtOnce());
    }

    @GetMapping("/api/export")
    void export(
            HttpServletRequest request,
            HttpServletResponse response,
            Principal user,
            FlowFilter filter,
            @RequestParam(defaultValue = "jsonl") String format)
            throws IOException {
        ExportFormat wanted = ExportFormat.ofCode(format)
                .orElseThrow(() -> refusal(HttpStatus.BAD_REQUEST, "format must be jsonl, csv or ocsf."));
        permits.acquire(user.getName()).ifPresent(shortage -> {
            throw refusal(shortage);
        });
        try {
            HttpSession session = request.getSession();
            Export export = new Export(search, filter, accounts, properties.maxRows());
            Instant now = clock.instant();
            response.setContentType(wanted.mediaType());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"requests-" + STAMP.format(now) + "." + wanted.ending() + "\"");
            Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
            boolean whole = export.write(
                    wanted.writer(out, json),
                    now,
                    user.getName(),
                    shown(request),
                    () -> rights.stillHold(session, user));
            out.flush();
            if (!whole) {
                LOG.atWarn().log("An export is cut off, since its user is no auditor any more");
            }
        } finally {
            permits.release(user.getName());
        }
    }

    /** As the record of the access has it. */
    private Map<String, List<String>> shown(HttpServletRequest request) {
        return accesses.criteria(request.getParameterMap()).stream()
                .filter(criterion -> !criterion.name().equals(FORMAT))
                .collect(Collectors.groupingBy(
                        AccessCriterion::name,
                        TreeMap::new,
                        Collectors.mapping(AccessCriterion::value, Collectors.toList())));
    }

    private static ErrorResponseException refusal(UserPermits.Shortage shortage) {
        ErrorResponseException refusal =
                switch (shortage) {
                    case OF_THE_USER ->
                        refusal(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "You have as many exports running as one user may. Ask again when one has ended.");
                    case OF_ALL ->
                        refusal(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "Other exports are running. Ask again when one has ended.");
                };
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, "30");
        return refusal;
    }

    private static ErrorResponseException refusal(HttpStatus status, String detail) {
        ErrorResponseException refusal = new ErrorResponseException(status);
        refusal.setDetail(detail);
        return refusal;
    }
}
