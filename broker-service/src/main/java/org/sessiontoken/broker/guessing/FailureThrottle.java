package org.sessiontoken.broker.guessing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Parameters;

/** Makes the check of each request's credential. Safe for all threads. */
public final class FailureThrottle {

    private final FailureCounts counts;
    private final Supplier<FailureKeys> keys;
    private final MeterProvider<Counter> failures;

    FailureThrottle(FailureCounts counts, Supplier<FailureKeys> keys, MeterRegistry meters) {
        this.counts = counts;
        this.keys = keys;
        this.failures = Counter.builder(Metric.WRONG_CREDENTIALS.meterName())
                .description(Metric.WRONG_CREDENTIALS.description())
                .withRegistry(meters);
    }

    /**
     * The check of a request's credential.
     *
     * @param limits those of the auth service; empty if nothing is throttled there
     * @param caller the caller's address; if it is not known, nothing is throttled, only counted
     */
    public CredentialCheck check(
            AuthServiceCodec.Key service,
            Optional<FailureLimits> limits,
            @Nullable IpAddress caller,
            Parameters parameters) {
        return limits.<CredentialCheck>map(some -> new CountedCheck(
                        counts,
                        new CheckedKeys(
                                keys.get(),
                                service,
                                caller,
                                some.accountParameter()
                                        .flatMap(parameters::value)
                                        .map(FailureKeys::account)),
                        some,
                        () -> count(service)))
                .orElse(CredentialCheck.UNLIMITED);
    }

    private void count(AuthServiceCodec.Key service) {
        failures.withTags(
                        Metric.Tag.TENANT_ID,
                        service.tenantId().value(),
                        Metric.Tag.AUTH_SERVICE_ID,
                        service.authServiceId().value())
                .increment();
    }
}
