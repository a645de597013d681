package org.sessiontoken.console.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.JoinedFlows.Telling;
import org.sessiontoken.console.search.KafkaScan;
import org.sessiontoken.console.search.KafkaScan.Result;
import org.sessiontoken.console.search.ScanListener;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What all commands do in the same way: look at Kafka, and end as documented. */
final class Audit {

    private final Supplier<Shell> shells;
    private final Clock clock;
    private @Nullable Shell shell;

    Audit(Supplier<Shell> shells, Clock clock) {
        this.shells = shells;
        this.clock = clock;
    }

    /** One command. */
    interface Work {
        /** Does it. */
        ExitStatus run() throws IOException;
    }

    /** Runs a command, and makes a status of whatever ends it. */
    int run(CommandSpec command, Work work) {
        try {
            return work.run().code();
        } catch (UnusableConfigException refused) {
            throw new ParameterException(command.commandLine(), String.valueOf(refused.getMessage()));
        } catch (KafkaException failure) {
            shell().note("token-broker: " + KafkaFailures.words(failure));
            return ExitStatus.KAFKA.code();
        } catch (UncheckedIOException failure) {
            return notWritten(failure.getCause()).code();
        } catch (IOException failure) {
            return notWritten(failure).code();
        }
    }

    /** The message is the system's, and all that tells one from the other. */
    private ExitStatus notWritten(@Nullable IOException failure) {
        if (failure != null && String.valueOf(failure.getMessage()).contains("Broken pipe")) {
            return ExitStatus.CLOSED_PIPE;
        }
        shell().note("token-broker: the output cannot be written: make room where it goes");
        return ExitStatus.NOT_WRITTEN;
    }

    Shell shell() {
        Shell known = shell;
        if (known == null) {
            known = shells.get();
            shell = known;
        }
        return known;
    }

    Clock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Reads all records of the filter's time, and tells of each request that is wanted once. */
    Result scan(
            KafkaOptions kafka, FlowFilter filter, AccountHashes accounts, long maxRecords, Consumer<FlowRow> found) {
        Map<String, Object> settings = kafka.consumer();
        Progress progress = new Progress(shell());
        ScanListener listener = new ScanListener() {
            @Override
            public void row(FlowRow row) {
                found.accept(row);
            }

            @Override
            public boolean progress(long scanned, long of, Instant at) {
                progress.show(scanned, of);
                return !shell().stopped().getAsBoolean();
            }
        };
        Result result;
        try (KafkaScan scan = new KafkaScan(
                GrouplessConsumers.create(settings),
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                filter,
                accounts,
                Telling.ONCE,
                listener)) {
            result = scan.run(maxRecords, listener);
        } finally {
            progress.clear();
        }
        if (result.coverage().partitions().isEmpty()) {
            throw new NoTopicsException();
        }
        return result;
    }

    /** Says what was looked at. */
    void cover(Result result) {
        new CoverageText(shell().zone()).lines(result).forEach(shell()::note);
    }

    static ExitStatus status(Result result, boolean isFound) {
        return switch (result.end()) {
            case COMPLETE -> isFound ? ExitStatus.DONE : ExitStatus.NOTHING_FOUND;
            case STOPPED, MAX_RECORDS -> ExitStatus.INCOMPLETE;
        };
    }
}
