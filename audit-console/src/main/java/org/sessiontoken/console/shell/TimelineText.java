package org.sessiontoken.console.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.flow.Gap;
import org.sessiontoken.console.flow.SealedPart;
import org.sessiontoken.console.flow.ShownEvent;
import org.sessiontoken.console.flow.ShownFlow;
import org.sessiontoken.console.flow.ShownRequest;
import org.sessiontoken.console.flow.Span;
import org.sessiontoken.console.shell.Terminal.Colour;
import org.sessiontoken.setting.VisibleText;

/** A flow in lines: each request with its spans to scale, what is missing, and where its events are. */
final class TimelineText {

    private static final int WITHOUT_BAR = 60;
    private static final int MIN_BAR = 10;
    private static final int MAX_BAR = 60;
    private static final int USUAL_BAR = 40;

    private final Terminal terminal;
    private final TimeText full;
    private final TimeText millis;

    TimelineText(Shell shell) {
        this.terminal = shell.terminal();
        this.full = TimeText.full(shell.zone());
        this.millis = TimeText.millis(shell.zone());
    }

    List<String> lines(ShownFlow flow) {
        List<String> lines = new ArrayList<>();
        flow.requests().forEach(request -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            add(lines, request);
        });
        if (flow.more()) {
            lines.add("");
            lines.add("There are more requests of this correlation ID: these are the newest.");
        }
        return lines;
    }

    private void add(List<String> lines, ShownRequest request) {
        lines.add("Request " + request.requestId());
        String outcome = request.outcome() == null ? "none" : request.outcome().code();
        field(
                lines,
                "outcome",
                terminal.coloured(outcome, RowTable.colourOf(request.outcome()))
                        + optional(": ", request.reason())
                        + optional(", after ", millis(request.tookMs())));
        field(lines, "correlation ID", optional("", request.correlationId()));
        field(
                lines,
                "auth service",
                optional("", request.authServiceId()) + optional(" of tenant ", request.tenantId()));
        field(lines, "requestor", optional("", request.requestor()) + optional(", asked by ", request.callerAddress()));
        field(
                lines,
                "account",
                request.account() == null ? "" : visible(request.account().text()));
        field(
                lines,
                "requested",
                optional("", time(request.requestedAt()))
                        + optional(", deadline ", time(request.deadline()))
                        + (request.requestedAt() == null ? "" : " (requestor's clock)"));
        lines.add("");
        lines.add(terminal.coloured("  start ms   took ms", Colour.FAINT));
        request.spans().forEach(span -> lines.add(line(span, lengthOf(request))));
        request.gaps()
                .forEach(gap ->
                        lines.add("  " + terminal.coloured("! " + gap.code(), Colour.FAILED) + "  " + words(gap)));
        lines.add("");
        request.events().forEach(event -> lines.addAll(lines(event)));
    }

    private static void field(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "  %-16s%s", name, value));
        }
    }

    private static String optional(String before, @Nullable Object value) {
        return value == null ? "" : before + visible(value.toString());
    }

    private static String visible(String text) {
        return VisibleText.escaped(text);
    }

    private @Nullable String time(@Nullable Instant time) {
        return time == null ? null : full.of(time);
    }

    private static @Nullable String millis(@Nullable Double millis) {
        return millis == null ? null : String.format(Locale.ROOT, "%.1f ms", millis);
    }

    private static double lengthOf(ShownRequest request) {
        return request.spans().stream().mapToDouble(TimelineText::endOf).max().orElse(0);
    }

    private static double endOf(Span span) {
        return span.startMs() + (span.durationMs() == null ? 0 : span.durationMs());
    }

    private String line(Span span, double length) {
        String took = span.durationMs() == null ? "" : String.format(Locale.ROOT, "%.1f", span.durationMs());
        String what = span.what().code() + (span.attempt() > 1 ? " " + span.attempt() : "");
        return String.format(
                        Locale.ROOT,
                        "%10.1f %9s %s %s %-18s%s",
                        span.startMs(),
                        took,
                        span.exact() ? " " : "~",
                        bar(span, length),
                        what,
                        optional("", span.result()))
                .stripTrailing();
    }

    /** To scale; what is too short for that is a dot. */
    private String bar(Span span, double length) {
        int width = terminal.isTerminal()
                ? Math.min(MAX_BAR, Math.max(MIN_BAR, terminal.columns() - WITHOUT_BAR))
                : USUAL_BAR;
        double scale = length <= 0 ? 0 : width / length;
        int begin = Math.min(width - 1, (int) (span.startMs() * scale));
        int end = Math.min(width, (int) Math.round(endOf(span) * scale));
        boolean isDot = end <= begin;
        String drawn =
                isDot ? (terminal.hasLines() ? "·" : ".") : (terminal.hasLines() ? "━" : "=").repeat(end - begin);
        return " ".repeat(begin) + drawn + " ".repeat(width - begin - Math.max(1, end - begin));
    }

    private Stream<String> sealed(ShownEvent event) {
        return event.sealed().stream().map(TimelineText::words);
    }

    private static String words(SealedPart part) {
        return visible("sealed: " + part.path() + " for " + part.forWhom() + ", " + part.bytes() + " bytes"
                + (part.kid() == null ? "" : ", key " + part.kid()));
    }

    private List<String> lines(ShownEvent event) {
        String place = "  " + event.topic() + " " + event.partition() + "@" + event.offset();
        String at = event.timestamp() == null ? "" : "  " + millis.of(event.timestamp());
        return Stream.concat(
                        Stream.of(visible(place + at)),
                        Stream.concat(
                                        sealed(event),
                                        Stream.ofNullable(event.missing()).map(TimelineText::visible))
                                .map(line -> "    " + line))
                .collect(Collectors.toList());
    }

    private static String words(Gap gap) {
        return switch (gap) {
            case NO_REPLY -> "The deadline has passed, and there is no outcome.";
            case NOT_ANSWERED_YET -> "There is no outcome, and there is time left for it.";
            case NOT_READ_YET -> "Not everything up to the deadline was looked at.";
            case OUTCOME_NOT_SEEN -> "Kafka does not show the requestor's reply topic to this login.";
            case ANSWERED_AFTER_ITS_DEADLINE -> "The requestor had stopped waiting.";
            case THE_SAME_REQUEST_AGAIN -> "The request is on its topic more than once.";
            case REQUESTS_DIFFER -> "Requests with this ID differ in what they ask for. The first one counts.";
            case ANOTHER_OUTCOME -> "There is more than one outcome. The first one counts.";
            case OUTCOMES_DIFFER -> "The outcomes differ in more than who gave them and when.";
            case COULD_NOT_BE_READ -> "The request could not be read and is a dead letter.";
            case REQUEST_IS_GONE -> "The request is not known or deleted.";
            case NO_REQUEST -> "The request topic was read from its beginning and has no request with this ID.";
            case REPLY_IS_GONE -> "Kafka has deleted the reply.";
            case NOT_DRAWN -> "The events of this request cannot be laid out, which is a bug.";
            case CLOCKS_DIFFER -> "Something ended before it began, by the clocks of two machines.";
        };
    }
}
