package org.sessiontoken.broker.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/** Work on records that a test gives, and which a test can stop. */
final class TestWork implements RecordWork {

    final List<UndecodableRecords> setAside = new ArrayList<>();
    final List<Long> again = new ArrayList<>();
    final List<Long> inWorkElsewhere = new ArrayList<>();
    volatile boolean writable = true;
    Runnable after = () -> {};
    private final Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> work;

    private TestWork(Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> work) {
        this.work = work;
    }

    static TestWork of(Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> work) {
        return new TestWork(work);
    }

    @Override
    public CompletionStage<Void> process(ConsumerRecord<byte[], byte[]> record, BooleanSupplier givenUp) {
        CompletionStage<Void> written = work.apply(record);
        after.run();
        return written;
    }

    @Override
    public CompletionStage<Void> processAgain(ConsumerRecord<byte[], byte[]> record, boolean inWork) {
        again.add(record.offset());
        if (inWork) {
            inWorkElsewhere.add(record.offset());
        }
        return work.apply(record);
    }

    @Override
    public CompletionStage<Void> setAside(UndecodableRecords records) {
        setAside.add(records);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isWritable() {
        return writable;
    }
}
