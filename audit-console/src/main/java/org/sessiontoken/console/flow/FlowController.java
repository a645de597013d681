package org.sessiontoken.console.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.problem.ConsoleProblem;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.console.search.FlowJson.Account;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows flows. */
@RestController
final class FlowController {

    private static final Logger LOG = LoggerFactory.getLogger(FlowController.class);

    private final Flows flows;
    private final AccountHashes hashes;

    FlowController(Flows flows, AccountHashes hashes) {
        this.flows = flows;
        this.hashes = hashes;
    }

    @GetMapping("/api/flows/{requestId}")
    ResponseEntity<?> request(@PathVariable String requestId, HttpServletRequest request) {
        Function<AccountId, Account> accounts = accounts(request);
        return show(requestId, RequestId::new, id -> flows.ofRequest(id, accounts));
    }

    @GetMapping("/api/correlations/{correlationId}")
    ResponseEntity<?> correlation(@PathVariable String correlationId, HttpServletRequest request) {
        Function<AccountId, Account> accounts = accounts(request);
        return show(correlationId, CorrelationId::new, id -> flows.ofCorrelation(id, accounts));
    }

    /** For correlation IDs with characters that servers refuse in a path, such as slashes and semicolons. */
    @GetMapping("/api/correlations")
    ResponseEntity<?> correlationByParameter(@RequestParam String correlationId, HttpServletRequest request) {
        return correlation(correlationId, request);
    }

    private Function<AccountId, Account> accounts(HttpServletRequest request) {
        return Account.shown(hashes, Role.AUDITOR.isOf(request));
    }

    private static <T> ResponseEntity<?> show(String text, Function<String, T> type, Function<T, ShownFlow> flows) {
        T id;
        try {
            id = type.apply(text);
        } catch (IllegalArgumentException malformed) {
            return ConsoleProblem.MALFORMED_ID.answer(malformed.getMessage());
        }
        ShownFlow flow = flows.apply(id);
        return flow.requests().isEmpty()
                ? ConsoleProblem.NOT_INDEXED.answer("Look at the coverage, and scan Kafka for what is older.")
                : ResponseEntity.ok(flow);
    }

    @ExceptionHandler
    ResponseEntity<Object> kafkaUnavailable(KafkaException failure) {
        LOG.atWarn().addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure)).log("Events of a flow cannot be read");
        return ConsoleProblem.KAFKA_UNAVAILABLE.answer(
                "The events are in Kafka and cannot be read now: ask again soon.");
    }
}
