package org.sessiontoken.console.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.flow.Flows;
import org.sessiontoken.console.flow.ShownFlow;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowJson;
import org.sessiontoken.console.search.KafkaScan.Result;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one flow as a timeline. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitStatus.BUG_CODE,
        sortOptions = false,
        description = "Shows a request, or all requests of a call flow, as a timeline, with what is missing in it.")
final class ShowCommand implements Callable<Integer> {

    private static final int MAX_KEPT = 100;
    private static final Duration MAX_WAIT = Duration.ofMillis(KafkaOptions.MAX_WAIT_MS);

    private final Audit audit;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Request ID or correlation ID.")
    private String id = "";

    @Mixin
    private WindowOptions window = new WindowOptions();

    @Option(names = "--json", description = "JSON, as the console's /api/flows answers.")
    private boolean json;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    ShowCommand(Audit audit) {
        this.audit = audit;
    }

    @Override
    public Integer call() {
        return audit.run(Objects.requireNonNull(spec), this::show);
    }

    private ExitStatus show() throws IOException {
        CorrelationId correlationId = correlationId();
        Shell shell = audit.shell();
        FlowFilter filter = window.of(FlowFilter.ALL, audit.now(), shell.zone());
        NewestRows found = new NewestRows(MAX_KEPT);
        Result result = audit.scan(kafka, filter, new FilterOptions().hashes(), window.maxRecords(), row -> {
            if (row.requestId().equals(id) || row.isOfCorrelation(id)) {
                found.add(row);
            }
        });
        RecentLetters letters = new LetterScan(kafka.consumer(), shell).read(filter);
        List<FlowRow> newestFirst = found.rows().stream()
                .sorted(Comparator.comparing(FlowRow::at).reversed())
                .toList();
        ShownFlow flow;
        Map<String, Object> connection = kafka.connection();
        try (EventReader reader = EventReader.of(connection, String.valueOf(connection.get("client.id")), MAX_WAIT)) {
            Flows flows = Flows.ofRows(newestFirst, result.coverage(), letters, reader, audit.clock());
            flow = asRequest()
                    .map(request -> flows.ofRequest(request, ShowCommand::shown))
                    .filter(one -> !one.requests().isEmpty())
                    .orElseGet(() -> flows.ofCorrelation(correlationId, ShowCommand::shown));
        }
        if (json) {
            write(flow);
        } else if (flow.requests().isEmpty()) {
            shell.note("Nothing is known of " + id + ".");
            audit.cover(result);
        } else {
            write(new TimelineText(shell).lines(flow));
            audit.cover(result);
        }
        return Audit.status(result, !flow.requests().isEmpty());
    }

    private static FlowJson.Account shown(AccountId account) {
        return new FlowJson.Account(null, account);
    }

    private CorrelationId correlationId() {
        try {
            return new CorrelationId(id);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableConfigException(String.valueOf(malformed.getMessage()));
        }
    }

    /** Every request ID could be a correlation ID. */
    private Optional<RequestId> asRequest() {
        try {
            return Optional.of(new RequestId(id));
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private void write(ShownFlow flow) {
        Output output = new Output(audit.shell(), StandardCharsets.UTF_8);
        output.line(SafeJson.mapper().writeValueAsString(flow));
        output.flush();
    }

    private void write(List<String> lines) {
        Output output = new Output(audit.shell(), audit.shell().terminal().charset());
        lines.forEach(output::line);
        output.flush();
    }
}
