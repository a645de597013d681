package org.sessiontoken.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sessiontoken.faults.checker.Call;
import org.sessiontoken.faults.checker.Call.By;
import org.sessiontoken.faults.checker.Call.Ending;
import org.sessiontoken.faults.processes.AuthServices;

/** What callers saw, in figures: those over HTTP, and beside them those over Kafka. */
record Figures(List<Call> http, List<Call> kafka) {

    static Figures of(List<Call> calls) {
        Map<By, List<Call>> by = calls.stream().collect(Collectors.groupingBy(Call::by));
        return new Figures(by.getOrDefault(By.HTTP, List.of()), by.getOrDefault(By.KAFKA, List.of()));
    }

    int sent() {
        return http.size();
    }

    long count(Ending ending) {
        return http.stream().filter(call -> call.ending() == ending).count();
    }

    int failed() {
        return (int) http.stream().filter(Call::failed).count();
    }

    int failedOverKafka() {
        return (int) kafka.stream().filter(Call::failed).count();
    }

    /** How often which status, or what in place of one. */
    Map<String, Long> failures() {
        return http.stream()
                .filter(Call::failed)
                .collect(Collectors.groupingBy(Call::code, TreeMap::new, Collectors.counting()));
    }

    /** Of the calls for the auth service that answers at once: the others take as long as theirs do. */
    Duration p50() {
        return percentile(prompt(), 50);
    }

    /** Of the calls for the auth service that answers at once. */
    Duration p99() {
        return percentile(prompt(), 99);
    }

    /** Of all calls. */
    Duration slowest() {
        return percentile(http, 100);
    }

    private List<Call> prompt() {
        return http.stream()
                .filter(call -> call.authServiceId().equals(AuthServices.SIGN_IN.id()))
                .toList();
    }

    private static Duration percentile(List<Call> calls, int percent) {
        List<Duration> sorted = calls.stream().map(Call::took).sorted().toList();
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }
}
