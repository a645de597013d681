package org.sessiontoken.certificates;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.sessiontoken.telemetry.Metric;

/** Exports how many days are left until the certificates in use expire. */
final class CertificateMetrics implements MeterBinder {

    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final FollowedBundles bundles;
    private final Clock clock;

    CertificateMetrics(FollowedBundles bundles, Clock clock) {
        this.bundles = bundles;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        bundles.all().forEach((name, bundle) -> {
            bind(
                    meters,
                    name,
                    "keystore",
                    () -> StoreExpiry.ofChain(bundle.getStores().getKeyStore()));
            bind(
                    meters,
                    name,
                    "truststore",
                    () -> StoreExpiry.ofTrust(bundle.getStores().getTrustStore()));
        });
    }

    /** Unless the bundle has no such store. */
    private void bind(MeterRegistry meters, String bundle, String store, Supplier<Optional<Instant>> expiry) {
        if (expiry.get().isPresent()) {
            Gauge.builder(
                            Metric.CERTIFICATE_DAYS_LEFT.meterName(),
                            () -> expiry.get().map(this::daysLeft).orElse(Double.NaN))
                    .description(Metric.CERTIFICATE_DAYS_LEFT.description())
                    .tag(Metric.Tag.BUNDLE, bundle)
                    .tag(Metric.Tag.STORE, store)
                    .register(meters);
        }
    }

    private double daysLeft(Instant expiry) {
        return Duration.between(clock.instant(), expiry).toSeconds() / SECONDS_PER_DAY;
    }
}
