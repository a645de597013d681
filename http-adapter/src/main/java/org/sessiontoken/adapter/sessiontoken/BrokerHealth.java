package org.sessiontoken.adapter.sessiontoken;

import java.util.Locale;
import java.util.function.Supplier;
import org.sessiontoken.client.Availability;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready when a request for a session token would be answered. */
final class BrokerHealth implements HealthIndicator {

    private final Supplier<Availability> availability;

    BrokerHealth(Supplier<Availability> availability) {
        this.availability = availability;
    }

    @Override
    public Health health() {
        Availability now = availability.get();
        Health.Builder health =
                switch (now) {
                    case READY -> Health.up();
                    case STARTING, KAFKA_UNREACHABLE, TOPIC_UNAVAILABLE, NOT_AUTHORISED, NO_BROKER, CLOSING ->
                        Health.outOfService();
                    case FAILED -> Health.down();
                };
        return health.withDetail(
                        "availability", now.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .build();
    }
}
