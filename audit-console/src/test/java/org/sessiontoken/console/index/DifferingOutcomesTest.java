package org.sessiontoken.console.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.telemetry.Metric;

class DifferingOutcomesTest {

    @Test
    void areCounted(@TempDir Path folder) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (FlowIndex index = IndexFixture.index(folder);
                AutoCloseable counting = new IndexConfiguration().differingOutcomes(index, meters)) {
            index.open();
            IndexWriter writer = IndexFixture.begun(index);
            IndexFixture.write(writer, 0, 10);
            index.tell(writer.commit());
            assertThat(count(meters)).isZero();

            // The same outcome once more, and another one.
            writer.reply(IndexFixture.REPLIES, 10, IndexFixture.time(10), Events.reply(1, Outcome.ISSUED));
            writer.reply(IndexFixture.REPLIES, 11, IndexFixture.time(11), Events.reply(2, Outcome.FORBIDDEN));
            index.tell(writer.commit());

            assertThat(count(meters)).isOne();
        }
    }

    private static double count(SimpleMeterRegistry meters) {
        return meters.get(Metric.CONSOLE_DIFFERING_OUTCOMES.meterName())
                .counter()
                .count();
    }
}
