package org.sessiontoken.console.shell;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.export.ExportFormat;
import org.sessiontoken.console.export.RowWriter;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.KafkaScan.Result;
import org.sessiontoken.setting.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports requests, as they are read. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitStatus.BUG_CODE,
        sortOptions = false,
        description =
                "Writes requests for other programs, in the order in which they are read. The last line says what the"
                        + " export covers: without it, it was cut off.")
final class ExportCommand implements Callable<Integer> {

    private final Audit audit;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description = "jsonl, csv or ocsf; default: ${DEFAULT-VALUE}.")
    private String format = "";

    @Mixin
    private FilterOptions filters = new FilterOptions();

    @Mixin
    private WindowOptions window = new WindowOptions();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    ExportCommand(Audit audit) {
        this.audit = audit;
    }

    @Override
    public Integer call() {
        return audit.run(Objects.requireNonNull(spec), this::export);
    }

    private ExitStatus export() throws IOException {
        ExportFormat wanted = ExportFormat.ofCode(format)
                .orElseThrow(() -> new UnusableConfigException("--format must be jsonl, csv or ocsf"));
        Instant now = audit.now();
        Shell shell = audit.shell();
        FlowFilter filter = window.of(filters.filter(), now, shell.zone());
        Output output = new Output(shell, StandardCharsets.UTF_8);
        Writer out = shell.terminal().isTerminal() ? new ForTerminal(output.writer()) : output.writer();
        RowWriter lines = wanted.writer(out, SafeJson.mapper());
        RowLines written = new RowLines(lines, filters.shownAccounts());
        lines.begin();
        AtomicLong rows = new AtomicLong();
        Result result = audit.scan(kafka, filter, filters.hashes(), window.maxRecords(), row -> {
            written.accept(row);
            rows.incrementAndGet();
        });
        lines.end(Coverings.of(result, filters, filter, shell, now, rows.get(), null, rows.get()));
        output.flush();
        return Audit.status(result, true);
    }

    /** Shows what a file would have as it is. The writers write a line, or a cell, at a time. */
    private static final class ForTerminal extends FilterWriter {

        ForTerminal(Writer out) {
            super(out);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            String part = text.substring(offset, offset + length);
            out.write(part.equals("\r\n") ? part : VisibleText.escaped(part));
        }
    }
}
