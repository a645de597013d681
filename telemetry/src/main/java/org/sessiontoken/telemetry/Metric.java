package org.sessiontoken.telemetry;

import java.util.List;

/**
 * Every metric of the project's own, with its name, description and tags. Names are Micrometer's; Prometheus shows
 * {@code ags.broker.requests} as {@code ags_broker_requests_seconds}. Beside these, both services export the metrics of their
 * Kafka clients under {@code kafka.*}, such as consumer lag and send errors.
 *
 * <p>No tag carries a correlation ID, an account or anything else that a caller makes up.
 */
public enum Metric {
    /** Timer. */
    ADAPTER_REQUESTS(
            "ags.adapter.requests", "Requests below /ags, from first byte to answer", Tag.OPERATION, Tag.OUTCOME),
    /** Gauge: 1 ready, 0 not. */
    READY("ags.ready", "Whether the program is ready, as /actuator/health/readiness says: 1 or 0"),
    /** Gauge. */
    ADAPTER_IN_FLIGHT("ags.adapter.in.flight", "Requests for a session token that wait for their reply"),
    /** Gauge. */
    CLIENT_IN_FLIGHT("ags.client.in.flight", "Requests of an application with the starter that wait for their reply"),
    /** Counter. */
    ADAPTER_REPEATED(
            "ags.adapter.repeated", "Requests that were sent a second time, because a broker instance gave no replies"),
    /** Counter. */
    CLIENT_REPEATED(
            "ags.client.repeated",
            "Requests of an application with the starter that were sent a second time, because a broker instance gave no"
                    + " replies"),
    /** Gauge. */
    ADAPTER_SILENT_INSTANCES("ags.adapter.silent.instances", "Broker instances that give no replies, while others do"),
    /** Gauge. */
    CLIENT_SILENT_INSTANCES(
            "ags.client.silent.instances",
            "Broker instances that give an application with the starter no replies, while others do"),
    /** Timer. */
    BROKER_REQUESTS("ags.broker.requests", "Requests by result, from intake to reply", Tag.OUTCOME, Tag.REASON),
    /** Timer. */
    SESSION_SIGN_ONS(
            "ags.session.sign.ons", "Attempts to sign on by result, from intake to reply", Tag.OUTCOME, Tag.REASON),
    /** Timer. */
    AUTH_SERVICE_REQUESTS(
            "ags.broker.auth.service.requests",
            "Requests of a configured auth service, from intake to reply",
            Tag.TENANT_ID,
            Tag.AUTH_SERVICE_ID),
    /** Counter. */
    AUTH_SERVICE_OUTCOMES(
            "ags.broker.auth.service.outcomes",
            "Outcomes of the requests of a configured auth service",
            Tag.TENANT_ID,
            Tag.AUTH_SERVICE_ID,
            Tag.OUTCOME),
    /** Timer. */
    OUTBOUND_REQUESTS(
            "ags.broker.outbound.requests",
            "HTTP requests to an auth service, by the class of the status, or failed if there was no response; those of oidc-jwt"
                    + " fetch keys",
            Tag.TENANT_ID,
            Tag.AUTH_SERVICE_ID,
            Tag.TYPE,
            Tag.RESULT),
    /** Gauge. */
    BROKER_LAG_RECORDS("ags.broker.lag.records", "Records on the request topic that wait to be taken by this instance"),
    /** Gauge. */
    BROKER_LAG_SECONDS(
            "ags.broker.lag.seconds", "How long the first of them has waited, in seconds, to within half a second"),
    /** Gauge. */
    BROKER_IN_FLIGHT("ags.broker.in.flight", "Requests that are being decided on this instance"),
    /** Gauge. */
    BROKER_IN_FLIGHT_MAX("ags.broker.in.flight.max", "How many requests may be decided at once on this instance"),
    /** Gauge. */
    BROKER_UNFINISHED("ags.broker.unfinished", "Records taken from the request topic whose outcome is not written yet"),
    /** Gauge. */
    BROKER_UNCOMMITTED_SPAN(
            "ags.broker.uncommitted.span",
            "Largest distance, in offsets, between the first unfinished record of a partition and its newest one"),
    /** Counter. */
    BROKER_REBALANCES("ags.broker.rebalances", "Changes of the partitions assigned to this instance", Tag.CHANGE),
    /** Counter. */
    BROKER_DEAD_LETTERS("ags.broker.dead.letters", "Records set aside as dead letters", Tag.REASON),
    /** Counter. */
    BROKER_OUTCOME_LOOKUPS(
            "ags.broker.outcome.lookups",
            "Look-ups of an earlier outcome of a request, which has one if it was found",
            Tag.RESULT),
    /** Gauge. */
    BROKER_WRITES_PENDING("ags.broker.writes.pending", "Events that Kafka has not acknowledged yet"),
    /** Counter. */
    BROKER_WRITE_FAILURES("ags.broker.write.failures", "Attempts to write an event that failed", Tag.TOPIC),
    /** Gauge. */
    BROKER_TOPICS_UNSAFE(
            "ags.broker.topics.unsafe", "Settings of topics with which what Kafka has acknowledged may be lost"),
    /** Gauge. */
    TOPIC_IN_SYNC_MARGIN(
            "ags.broker.topic.in.sync.margin",
            "Replicas in sync beyond min.insync.replicas, of the partition with the fewest; below 0, Kafka refuses writes",
            Tag.TOPIC),
    /** Counter. */
    BROKER_RELOADS("ags.broker.reloads", "Changes of the configured auth services", Tag.RESULT),
    /** Gauge: 1 open, 0.5 half open, 0 closed. */
    BREAKER_STATE(
            "ags.broker.breaker.state",
            "State of the circuit breaker: 1 open, 0.5 half open, 0 closed",
            Tag.TENANT_ID,
            Tag.AUTH_SERVICE_ID),
    /** Counter. */
    BREAKER_CHANGES(
            "ags.broker.breaker.changes",
            "Changes of the circuit breaker's state",
            Tag.TENANT_ID,
            Tag.AUTH_SERVICE_ID,
            Tag.TO),
    /** Gauge. */
    BULKHEAD_AVAILABLE(
            "ags.broker.bulkhead.available",
            "Further requests that the auth service may be asked at once",
            Tag.TENANT_ID,
            Tag.AUTH_SERVICE_ID),
    /** Counter. */
    RETRIES("ags.broker.retries", "Repeated calls of an auth service", Tag.TENANT_ID, Tag.AUTH_SERVICE_ID),
    /** Counter. */
    WRONG_CREDENTIALS(
            "ags.broker.wrong.credentials",
            "Credentials that the auth service refused as wrong",
            Tag.TENANT_ID,
            Tag.AUTH_SERVICE_ID),
    /** Gauge. */
    FAILURE_KEYS(
            "ags.broker.failure.keys",
            "Addresses, accounts and auth services that wrong credentials are counted by now"),
    /** Counter. */
    CONSOLE_SIGN_INS("ags.console.sign.ins", "Attempts to sign in to the audit console", Tag.RESULT),
    /** Counter. */
    CONSOLE_ACCESSES("ags.console.accesses", "Accesses of auditors that were recorded, or refused", Tag.RESULT),
    /** Gauge. */
    CONSOLE_LIVE_BROWSERS("ags.console.live.browsers", "Browsers that watch requests as they come"),
    /** Counter. */
    CONSOLE_LIVE_SKIPPED("ags.console.live.skipped", "Rows that were skipped for browsers that read too slowly"),
    /** Counter. */
    CONSOLE_DIFFERING_OUTCOMES(
            "ags.console.differing.outcomes",
            "Records read by the console of requests that have outcomes which differ: each is worth a look"),
    /** Counter. */
    FILE_CHANGES("ags.files.changes", "Changes of files that the program follows, such as keys", Tag.FILES, Tag.RESULT),
    /** Gauge: 1 refused, 0 not. */
    FILES_REFUSED(
            "ags.files.refused",
            "Whether files that the program follows have contents that were refused, so that earlier ones are in use: 1 or 0",
            Tag.FILES),
    /** Gauge. */
    CERTIFICATE_DAYS_LEFT(
            "ags.certificate.days.left",
            "Days until a certificate of an SSL bundle's chain expires, or until none of those that it trusts is valid",
            Tag.BUNDLE,
            Tag.STORE),
    /** Gauge: 1 failing, 0 not. */
    TASK_FAILING("ags.task.failing", "Whether the last run of a background task failed: 1 or 0", Tag.TASK),
    /** Counter. */
    TASK_FAILURES("ags.task.failures", "Failed runs of a background task", Tag.TASK);

    private final String meterName;
    private final String description;
    private final List<String> tags;

    Metric(String meterName, String description, String... tags) {
        this.meterName = meterName;
        this.description = description;
        this.tags = List.of(tags);
    }

    /** The name, with dots. */
    public String meterName() {
        return meterName;
    }

    /** What it measures, for the metric's help text and the manual. */
    public String description() {
        return description;
    }

    /** The keys of its tags. */
    public List<String> tags() {
        return tags;
    }

    /** The keys of tags. */
    public static final class Tag {

        /** Which auth service. */
        public static final String AUTH_SERVICE_ID = "auth.service.id";

        /** The name of an SSL bundle. */
        public static final String BUNDLE = "bundle";

        /** What changed. */
        public static final String CHANGE = "change";

        /** Which files, by what they have in common. */
        public static final String FILES = "files";

        /** Which call. */
        public static final String OPERATION = "operation";

        /** How it ended. */
        public static final String OUTCOME = "outcome";

        /** Why, as a reason code. */
        public static final String REASON = "reason";

        /** Whether it was taken or refused. */
        public static final String RESULT = "result";

        /** Which certificates of an SSL bundle: its own, or those that it trusts. */
        public static final String STORE = "store";

        /** The name of a background task. */
        public static final String TASK = "task";

        /** Whose auth service. */
        public static final String TENANT_ID = "tenant.id";

        /** The state after a change. */
        public static final String TO = "to";

        /** The name of a topic. */
        public static final String TOPIC = "topic";

        /** The type of an auth service's backend. */
        public static final String TYPE = "type";

        private Tag() {}
    }
}
