package org.sessiontoken.console.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.export.ExportFormat;
import org.sessiontoken.console.export.RowWriter;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.KafkaScan.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds requests, and shows each in a line. */
@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitStatus.BUG_CODE,
        sortOptions = false,
        description = "Finds requests by what is given, and shows each in a line, the newest last.")
final class FindCommand implements Callable<Integer> {

    private final Audit audit;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FilterOptions filters = new FilterOptions();

    @Mixin
    private WindowOptions window = new WindowOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Maximum number of requests, the newest; default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "JSON Lines, as export writes them: the last line says what they cover.")
    private boolean json;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    FindCommand(Audit audit) {
        this.audit = audit;
    }

    @Override
    public Integer call() {
        return audit.run(Objects.requireNonNull(spec), this::find);
    }

    private ExitStatus find() throws IOException {
        Instant now = audit.now();
        if (limit < 1) {
            throw new UnusableConfigException("--limit must be positive");
        }
        Shell shell = audit.shell();
        FlowFilter filter = window.of(filters.filter(), now, shell.zone());
        NewestRows newest = new NewestRows(limit);
        Result result = audit.scan(kafka, filter, filters.hashes(), window.maxRecords(), newest::add);
        if (json) {
            Output output = new Output(shell, StandardCharsets.UTF_8);
            RowWriter lines = ExportFormat.JSONL.writer(output.writer(), SafeJson.mapper());
            lines.begin();
            newest.rows().forEach(new RowLines(lines, filters.shownAccounts()));
            lines.end(Coverings.of(
                    result, filters, filter, shell, now, newest.rows().size(), limit, newest.found()));
            output.flush();
        } else {
            show(newest.rows(), filter, now);
            if (newest.found() > limit) {
                shell.note(
                        "These are the newest " + limit + " of " + newest.found() + " requests: --limit shows more.");
            } else {
                shell.note(newest.found() == 1 ? "1 request." : newest.found() + " requests.");
            }
            audit.cover(result);
        }
        return Audit.status(result, newest.found() > 0);
    }

    private void show(List<FlowRow> rows, FlowFilter filter, Instant now) {
        Shell shell = audit.shell();
        Terminal terminal = shell.terminal();
        TimeText times = terminal.isTerminal()
                ? TimeText.brief(Objects.requireNonNull(filter.from()), now, shell.zone())
                : TimeText.full(shell.zone());
        RowTable table = new RowTable(terminal, times, rows);
        Output output = new Output(shell, terminal.charset());
        if (!rows.isEmpty()) {
            output.line(table.header());
        }
        rows.forEach(row -> output.line(table.line(row)));
        output.flush();
    }
}
