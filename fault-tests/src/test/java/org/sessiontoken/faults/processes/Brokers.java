package org.sessiontoken.faults.processes;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** What a node of Kafka knows of the others. */
final class Brokers {

    private Brokers() {}

    /** Whether the node answers, and sees so many nodes with itself. */
    static boolean areSeenBy(String address, int count) {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", address, "request.timeout.ms", 1000, "default.api.timeout.ms", 1500))) {
            return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size() == count;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
