package org.sessiontoken.broker.evaluation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask, and within which bounds.
 *
 * @param instance Name of this instance in replies.
 * @param requestors File with each requestor's sealing keys, by the requestor's name: a JWK Set of oct keys for A256GCMKW.
 * @param requestorClockSkew How far ahead a requestor's clock may be.
 * @param maxDeadline How long a requestor may be ready to wait.
 * @param maxInFlight How many requests may be in flight on this instance.
 */
@ConfigurationProperties("ags.broker")
record BrokerProperties(
        @DefaultValue("broker") String instance,
        @DefaultValue Map<String, Path> requestors,
        @DefaultValue("30s") Duration requestorClockSkew,
        @DefaultValue("60s") Duration maxDeadline,
        @DefaultValue("4096") int maxInFlight) {}
