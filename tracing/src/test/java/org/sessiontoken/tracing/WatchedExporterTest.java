package org.sessiontoken.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WatchedExporterTest {

    private final Scripted collector = new Scripted();
    private final WatchedExporter exporter = new WatchedExporter(collector);

    @Test
    void saysOnceThatSpansAreLostAndOnceThatTheyAreNotAnyMore(CapturedOutput output) {
        collector.result = CompletableResultCode.ofExceptionalFailure(new ConnectException("to a canary"));
        exporter.export(List.of());
        exporter.export(List.of());
        assertThat(output.getOut().lines().filter(line -> line.contains("takes no spans")))
                .singleElement()
                .asString()
                .contains("WARN", "java.net.ConnectException", CollectorIsConfigured.ENDPOINT)
                .doesNotContain("canary");

        collector.result = CompletableResultCode.ofSuccess();
        exporter.export(List.of());
        exporter.export(List.of());
        assertThat(output.getOut().lines().filter(line -> line.contains("takes spans again")))
                .hasSize(1);
    }

    @Test
    void saysNothingWhileTheCollectorTakesThem(CapturedOutput output) {
        exporter.export(List.of());

        assertThat(output.getOut()).isEmpty();
    }

    private static final class Scripted implements SpanExporter {

        private CompletableResultCode result = CompletableResultCode.ofSuccess();

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
