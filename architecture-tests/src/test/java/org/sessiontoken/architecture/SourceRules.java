package org.sessiontoken.architecture;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How source is written, as far as only the source tells. */
final class SourceRules {

    private static final Set<String> DIALECT =
            Set.of("most", "least", "longest", "shortest", "fewest", "deepest", "largest");
    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

    private SourceRules() {}

    static List<SourceRule> all() {
        return List.of(
                SourceRule.of(
                                "identifiers should not contain most, least, longest, shortest, fewest, deepest or largest",
                                "a Spring engineer searches for max and min; name a bound max… or min…",
                                SourceRules::identifiersInDialect)
                        .refuses(
                                "int mostAttempts;",
                                "Duration longest = limit;",
                                "static final int SHORTEST_NAME = 1;",
                                "int leastCalls() { return 1; }")
                        .allows(
                                "boolean isAtLeast(int min) { return true; }",
                                "int maxAttempts; // at most 3",
                                "String text = \"at least 1\";",
                                "int almost;"),
                SourceRule.of(
                                "keys and codes should not contain most, least, longest, shortest, fewest, deepest or"
                                        + " largest",
                                "operators know max-… and min-… from Spring and Resilience4j; name a bound by these",
                                literals("(?<![\\w-])(?:" + String.join("|", DIALECT) + ")-[a-z]|[a-z]-(?:"
                                        + String.join("|", DIALECT) + ")(?![\\w-])"))
                        .refuses("options.duration(\"longest-life\");", "key = \"ags.broker.attempts-most\";")
                        .allows("options.duration(\"max-lifetime\");", "log(\"delivers at-least-once\");"),
                SourceRule.of(
                                "RuntimeException should be caught only where the exception is part of an API",
                                "an Error passes by such a catch and ends a thread in silence; catch Throwable at the"
                                        + " boundary to foreign code and make an outcome of it, or catch the one exception that"
                                        + " the call documents",
                                Catches.of("RuntimeException|Exception"))
                        .except(Catches.DOCUMENTED_EXCEPTIONS)
                        .refuses(
                                "try { step(); } catch (RuntimeException failure) { log(); }",
                                "try { step(); } catch (final RuntimeException | LinkageError bug) { log(); }",
                                "try { step(); } catch (Exception failure) { log(); }")
                        .allows(
                                "try { parse(); } catch (IllegalArgumentException refused) { }",
                                "// catch (RuntimeException failure)",
                                "try { step(); } catch (Throwable failure) { }"),
                SourceRule.of(
                                "Throwable and Error should be caught only at the boundaries to foreign code",
                                "elsewhere it hides bugs; let it pass to the boundary, or add the boundary, with what"
                                        + " becomes of the Error, to Catches",
                                Catches.of("Throwable|\\w*Error"))
                        .except(Catches.BOUNDARIES)
                        .refuses(
                                "try { step(); } catch (Throwable failure) { }",
                                "try { step(); } catch (IOException | NoClassDefFoundError failure) { }",
                                "try { step(); } catch (Throwable failure) { if (x) { throw other; } }")
                        .allows(
                                "try { parse(); } catch (IllegalArgumentException refused) { }",
                                "try { step(); } catch (Throwable failure) { if (x) { close(); } throw failure; }"),
                SourceRule.of(
                                "keys of log lines should be constants of LogKeys",
                                "one thing has one name in the logs of all programs; use the constant of"
                                        + " telemetry.LogKeys, or add one there",
                                code("\\.addKeyValue\\(\\s*+(?:\"|(?!\\w*LogKeys\\.)[A-Z])[^,)]*"))
                        .refuses(
                                "LOG.atInfo().addKeyValue(\"service\", id).log(\"Asked\");",
                                "LOG.atInfo()\n    .addKeyValue(\n        KEY, id).log(\"Asked\");")
                        .allows(
                                "LOG.atInfo().addKeyValue(LogKeys.AUTH_SERVICE_ID, id).log(\"Asked\");",
                                "LOG.atInfo()\n    .addKeyValue(\n        LogKeys.REASON, code).log(\"Asked\");",
                                "LOG.atInfo().addKeyValue(BackendLogKeys.STATUS, status).log(\"Asked\");"),
                SourceRule.of(
                                "classes that log a request should name its correlation ID and its trace ID",
                                "all lines about a request are found by either; add LogKeys.CORRELATION_ID, and"
                                        + " LogKeys.TRACE_ID by LogLine.with where the request belongs to a trace",
                                SourceRules::requestsWithoutTheirIds)
                        .except(Map.of(
                                "audit-console/src/main/java/org/sessiontoken/console/flow/Flows.java",
                                "it draws requests of the past from their records, and answers none"))
                        .refuses(
                                "LOG.atInfo().addKeyValue(LogKeys.REQUEST_ID, id).log(\"Asked\");",
                                "LOG.atInfo().addKeyValue(LogKeys.CORRELATION_ID, flow).log(\"Asked\");")
                        .allows(
                                "LOG.atInfo().addKeyValue(LogKeys.TASK, name).log(\"Ended\");",
                                "LogLine.with(LOG.atInfo().addKeyValue(LogKeys.CORRELATION_ID, flow), LogKeys.TRACE_ID,"
                                        + " trace).log(\"Asked\");"),
                SourceRule.of(
                                "names of span attributes should come from telemetry.SpanAttribute",
                                "whoever looks for what leaves this system in spans looks there; add the attribute there",
                                code(
                                        "\\b(?:low|high)CardinalityKeyValue\\(\\s*+(?:\"|(?!SpanAttribute\\.|KeyValue\\.)[A-Z])[^,)]*"
                                                + "|\\bKeyValues?\\.of\\(\\s*+\"[^,)]*|\\bsetAttribute\\(\\s*+\"[^,)]*"))
                        .refuses(
                                "observation.highCardinalityKeyValue(\"user\", name);",
                                "observation.lowCardinalityKeyValue(KEY, name);",
                                "KeyValue.of(\"user\", name)",
                                "span.setAttribute(\"user\", name);")
                        .allows(
                                "observation.highCardinalityKeyValue(SpanAttribute.OUTCOME.key(), code);",
                                "observation.highCardinalityKeyValue(KeyValue.of(attribute.key(), value));"),
                SourceRule.of(
                                "names and tags of meters should come from telemetry.Metric",
                                "the manual's table of metrics is checked against that enum; add the metric there, with"
                                        + " its description and tags",
                                code(
                                        "\\b(?:Timer|Counter|Gauge|FunctionCounter|FunctionTimer|TimeGauge|DistributionSummary"
                                                + "|MultiGauge|LongTaskTimer)\\.builder\\(\\s*+(?:\"|(?!Metric\\.)[A-Z])[^,)]*"
                                                + "|\\.(?:counter|timer|gauge|summary)\\(\\s*\"[^,)]*"
                                                + "|\\.tags?\\(\\s*\"[^,)]*|\\bTags?\\.of\\(\\s*\"[^,)]*"))
                        .refuses(
                                "Timer.builder(\"ags.broker.requests\").register(meters);",
                                "Gauge.builder(\n    NAME, breakers, Monitor::open).register(meters);",
                                "meters.counter(\"ags.broker.reloads\", \"result\", \"taken\").increment();",
                                "builder.tag(\"service\", id)",
                                "Tags.of(\"service\", id)",
                                "Tag.of(\"service\", id)")
                        .allows(
                                "Timer.builder(metric.meterName()).register(meters);",
                                "Timer.builder(\n    Metric.BROKER_REQUESTS.meterName()).register(meters);",
                                "meters.counter(metric.meterName(), Metric.Tag.RESULT, result).increment();",
                                "Tags.of(Metric.Tag.AUTH_SERVICE_ID, id)"),
                SourceRule.of(
                                "who answers requests from Kafka should know no path and no header of the HTTP contract",
                                "who asks is answered over Kafka, whether HTTP is in front or not; say it in the words of"
                                        + " the event, and leave the translation to http-adapter",
                                literals(
                                        "(?i)(?<![\\w/-])x-[a-z]|nv-tenant-id|/ags\\b|/?getsessiontoken\\b|servicediscovery"))
                        .in("broker-service", "answering")
                        .refuses(
                                "detail = \"x-auth-service-id must be an authServiceName\";",
                                "String path = \"/getSessionToken\";",
                                "String endpoint = \"GETSESSIONTOKEN\";",
                                "String header = \"nv-tenant-id\";",
                                "String base = \"/ags/\";")
                        .allows(
                                "String key = \"max-response-size\";",
                                "// as x-auth-service-id",
                                "String topic = \"ags.auth-services\";",
                                "String type = \"application/x-www-form-urlencoded\";"));
    }

    private static List<String> identifiersInDialect(SourceText source) {
        return Pattern.compile("\\b[A-Za-z_]\\w*\\b")
                .matcher(source.codeWithoutLiterals())
                .results()
                .map(MatchResult::group)
                .filter(identifier -> WORD.matcher(identifier.replaceAll("[aA]t(?:Least|Most)", ""))
                        .results()
                        .anyMatch(word -> DIALECT.contains(word.group().toLowerCase(Locale.ROOT))))
                .distinct()
                .toList();
    }

    private static List<String> requestsWithoutTheirIds(SourceText source) {
        String code = source.code();
        boolean aboutRequests = code.contains("LogKeys.REQUEST_ID") || code.contains("LogKeys.CORRELATION_ID");
        return aboutRequests
                ? Stream.of("LogKeys.CORRELATION_ID", "LogKeys.TRACE_ID")
                        .filter(key -> !code.contains(key))
                        .map(key -> "no " + key)
                        .toList()
                : List.of();
    }

    private static Function<SourceText, List<String>> code(String refused) {
        Pattern pattern = Pattern.compile(refused);
        return source -> found(pattern, source.code());
    }

    private static Function<SourceText, List<String>> literals(String refused) {
        Pattern pattern = Pattern.compile(refused);
        return source -> source.literals()
                .filter(literal -> pattern.matcher(literal).find())
                .toList();
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group().replaceAll("\\s+", " "))
                .toList();
    }
}
