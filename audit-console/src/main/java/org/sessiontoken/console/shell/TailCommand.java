package org.sessiontoken.console.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.export.ExportFormat;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.JoinedFlows;
import org.sessiontoken.console.search.JoinedFlows.Telling;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows requests and outcomes as they come. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitStatus.BUG_CODE,
        sortOptions = false,
        description =
                "Shows each request in a line once it has its outcome, until Ctrl-C. One that has none at its deadline is"
                        + " shown as pending, and again if the outcome comes.")
final class TailCommand implements Callable<Integer> {

    private final Audit audit;
    private long written;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FilterOptions filters = new FilterOptions();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Begins with what was written since then: a time, or how long ago it was; default: now.")
    private @Nullable String from;

    @Option(names = "--limit", paramLabel = "N", description = "Ends after so many lines.")
    private @Nullable Long limit;

    @Option(names = "--json", description = "JSON Lines, as export writes them.")
    private boolean json;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    TailCommand(Audit audit) {
        this.audit = audit;
    }

    @Override
    public Integer call() {
        return audit.run(Objects.requireNonNull(spec), this::tail);
    }

    private ExitStatus tail() throws IOException {
        Shell shell = audit.shell();
        Instant now = audit.now();
        @Nullable Instant begin = from == null ? null : Moment.of("--from", from, now, shell.zone());
        FlowFilter filter = filters.filter().between(begin, null);
        Output output = new Output(
                shell, json ? StandardCharsets.UTF_8 : shell.terminal().charset());
        Consumer<FlowRow> lines = json ? jsonLines(output) : table(output, begin == null ? now : begin, now);
        JoinedFlows flows = new JoinedFlows(filter, filters.hashes(), Telling.AT_ONCE, row -> {
            if (!isEnough()) {
                lines.accept(row);
                written++;
            }
        });
        Map<String, Object> settings = kafka.consumer();
        try (LiveTail tail = new LiveTail(
                GrouplessConsumers.create(settings),
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                flows)) {
            int partitions = tail.open(begin, now).size();
            shell.note("Following " + partitions + " partitions from "
                    + TimeText.full(shell.zone()).of(begin == null ? now : begin) + " on. Ctrl-C ends.");
            follow(tail, output);
        }
        return ExitStatus.DONE;
    }

    private void follow(LiveTail tail, Output output) {
        Shell shell = audit.shell();
        boolean answered = true;
        Set<String> refused = Set.of();
        while (!isEnough() && !shell.stopped().getAsBoolean()) {
            tail.poll();
            output.flush();
            if (!tail.refused().equals(refused)) {
                refused = tail.refused();
                shell.note("token-broker: this login may not read " + String.join(", ", refused)
                        + ": the outcomes there are not seen");
            }
            if (tail.answers() != answered) {
                answered = tail.answers();
                shell.note("token-broker: Kafka " + (answered ? "answers again" : "does not answer; waiting for it"));
            }
        }
    }

    private boolean isEnough() {
        Long max = limit;
        return max != null && written >= max;
    }

    private Consumer<FlowRow> jsonLines(Output output) {
        return new RowLines(ExportFormat.JSONL.writer(output.writer(), SafeJson.mapper()), filters.shownAccounts());
    }

    private Consumer<FlowRow> table(Output output, Instant begin, Instant now) {
        Shell shell = audit.shell();
        boolean read = shell.terminal().isTerminal();
        TimeText times = read ? TimeText.brief(begin, now, shell.zone()) : TimeText.full(shell.zone());
        RowTable table = new RowTable(shell.terminal(), times, List.of());
        output.line(table.header());
        output.flush();
        return row -> output.line(table.line(row));
    }
}
