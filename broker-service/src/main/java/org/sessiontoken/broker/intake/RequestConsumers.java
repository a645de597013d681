package org.sessiontoken.broker.intake;

import java.util.List;
import org.sessiontoken.broker.topics.TopicCreation;
import org.springframework.context.SmartLifecycle;

/** Starts the consumers once the topics are there, and stops them before anything that they need. */
final class RequestConsumers implements SmartLifecycle {

    private final TopicCreation topics;
    private final List<RequestConsumer> intakes;
    private boolean running;

    RequestConsumers(TopicCreation topics, List<RequestConsumer> intakes) {
        this.topics = topics;
        this.intakes = intakes;
    }

    @Override
    public synchronized void start() {
        running = true;
        topics.created().thenRun(this::startConsumers);
    }

    private synchronized void startConsumers() {
        if (running) {
            intakes.forEach(RequestConsumer::start);
        }
    }

    boolean isConsuming() {
        return intakes.stream().allMatch(RequestConsumer::isConsuming);
    }

    @Override
    public synchronized void stop() {
        running = false;
        intakes.parallelStream().forEach(RequestConsumer::close);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
