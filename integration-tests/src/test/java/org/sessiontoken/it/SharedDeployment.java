package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that break nothing one Kafka, one broker and one adapter together, started once for all of them, as a
 * parameter of type {@link Running}.
 */
final class SharedDeployment implements ParameterResolver {

    /** What is running. */
    record Running(KafkaUnderTest kafka, Deployment deployment, HeadEnd headEnd) implements AutoCloseable {

        TopicReader topics() {
            return new TopicReader(kafka.bootstrapServers());
        }

        @Override
        public void close() {
            deployment.close();
            kafka.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(Running.class, none -> start());
    }

    private static Running start() {
        try {
            var folder = Files.createTempDirectory("integration-tests");
            KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
            Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"));
            deployment.startBroker();
            HeadEnd headEnd = deployment.startAdapter("ags.adapter.deadline=30s");
            Deployment.awaitReady(headEnd);
            return new Running(kafka, deployment, headEnd);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
