package org.sessiontoken.console.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.permit.UserPermits;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.console.role.SessionRights;
import org.sessiontoken.console.search.FlowFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Begins the response with the rows that a filter wants, as they come. */
@RestController
final class LiveEndpoint {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final LiveRing<FlowRow> ring;
    private final LiveBrowsers browsers;
    private final LiveProperties properties;
    private final AccountHashes accounts;
    private final SessionRights rights;
    private final JsonMapper json;

    LiveEndpoint(
            LiveRing<FlowRow> ring,
            LiveBrowsers browsers,
            LiveProperties properties,
            AccountHashes accounts,
            SessionRights rights,
            JsonMapper json) {
        this.ring = ring;
        this.browsers = browsers;
        this.properties = properties;
        this.accounts = accounts;
        this.rights = rights;
        this.json = json;
    }

    @GetMapping("/api/live")
    void live(
            HttpServletRequest request,
            HttpServletResponse response,
            Principal user,
            FlowFilter filter,
            @RequestParam(required = false) @Nullable String lastEventId)
            throws IOException {
        browsers.acquire(user.getName()).ifPresent(shortage -> {
            throw refusal(shortage);
        });
        boolean begun = false;
        try {
            begin(request, response, user, filter, lastEventId);
            begun = true;
        } finally {
            if (!begun) {
                browsers.release(user.getName());
            }
        }
    }

    private static ErrorResponseException refusal(UserPermits.Shortage shortage) {
        ErrorResponseException refusal =
                switch (shortage) {
                    case OF_THE_USER ->
                        refusal(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "You watch live rows in too many windows",
                                "One user may have half of all live views. Close another window of yours.");
                    case OF_ALL ->
                        refusal(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "Too many browsers watch",
                                "Close another one, or have ags.console.live.max-browsers raised.");
                };
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, "10");
        return refusal;
    }

    private static ErrorResponseException refusal(HttpStatus status, String title, String detail) {
        ErrorResponseException refusal = new ErrorResponseException(status);
        refusal.setTitle(title);
        refusal.setDetail(detail);
        return refusal;
    }

    private void begin(
            HttpServletRequest request,
            HttpServletResponse response,
            Principal user,
            FlowFilter filter,
            @Nullable String lastEventId)
            throws IOException {
        LiveQueue<FlowRow> queue = queue(request, filter, lastEventId);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        // Proxies such as nginx would otherwise collect what comes.
        response.setHeader("X-Accel-Buffering", "no");
        // First: an access that cannot be recorded ends here.
        ServletOutputStream out = response.getOutputStream();
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        HttpSession session = request.getSession();
        LiveBrowser browser = new LiveBrowser(
                queue,
                async,
                out,
                user.getName(),
                session.getId(),
                () -> rights.stillHold(session, user),
                properties,
                System.nanoTime());
        out.setWriteListener(browser);
        browsers.add(browser);
    }

    private LiveQueue<FlowRow> queue(HttpServletRequest request, FlowFilter filter, @Nullable String given) {
        boolean auditor = Role.AUDITOR.isOf(request);
        LiveView view = new LiveView(filter, auditor, accounts, json);
        String lastId = lastId(request, given);
        return lastId == null
                ? LiveQueue.fromNow(ring, view, properties.maxQueuedRows())
                : LiveQueue.after(lastId, ring, view, properties.maxQueuedRows());
    }

    /** Browsers send the header when they come back by themselves; a page that goes on after a pause has the parameter alone. */
    private static @Nullable String lastId(HttpServletRequest request, @Nullable String given) {
        String header = request.getHeader(LAST_EVENT_ID);
        return header == null ? given : header;
    }
}
