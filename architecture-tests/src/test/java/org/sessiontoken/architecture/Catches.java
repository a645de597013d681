package org.sessiontoken.architecture;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Catch blocks that catch more than the failures which somebody expects, and where they may stand. */
final class Catches {

    /** Files that catch RuntimeException or Exception because it is what a call is documented to throw. */
    static final Map<String, String> DOCUMENTED_EXCEPTIONS = files(
            "values: jose/JoseJson: what a JSON parser throws quotes what was read; each becomes one that quotes nothing",
            "sso-backends: backend/oidc/ProviderKey: a malformed key throws many kinds, and is passed over",
            "session-service: session/token/SigningKey: a malformed key throws many kinds, which may quote it: it is refused",
            "standalone: standalone/DevelopmentFolder: a damaged file throws many kinds, and the program says what to do");

    /** Files at the boundary to foreign code, and what becomes of an Error there. */
    static final Map<String, String> BOUNDARIES = files(
            "background: background/BackgroundTask: whatever a step throws is logged, and the step is retried",
            "followed-files: files/FollowedFiles: contents at which the reading fails are refused, and the failure is logged",
            "broker-client: client/ReplyDelivery: a reply that cannot be read declines its request",
            "broker-client: client/RequestSender: what Kafka's producer or its plug-ins throw declines the request",
            "broker-client: client/SessionTokenClient: what goes wrong in a request declines it",
            "http-adapter: adapter/response/AsyncCallServlet: the caller gets a 500; the server would log the message",
            "http-adapter: adapter/body/BodyFilter: the caller gets a 500; the server would log the message",
            "http-adapter: adapter/response/AsyncResponse: the server's code runs on the client's thread: it is logged",
            "broker-service: broker/guard/FallbackBackend: whatever a backend throws is answered as unavailable",
            "broker-service: broker/guard/CircuitBreakerMonitor: a change that cannot be published is logged",
            "broker-service: broker/evaluation/OutcomeReplies: a token that cannot be issued is answered as unavailable",
            "broker-service: broker/evaluation/RequestEvaluator: the request is answered as unavailable",
            "broker-service: broker/intake/RequestDispatcher: the record becomes a dead letter",
            "broker-service: broker/intake/UnreadableRecords: the record has its dead letter, and nobody is told of it",
            "broker-service: broker/intake/AnsweredRecords: the record is looked for among the dead letters, and then processed",
            "broker-service: broker/intake/OutcomeWriter: an outcome that cannot be made is followed by a smaller form of it",
            "answering: answering/letters/DeadLetters: a record too large to be described is named by its place",
            "broker-service: broker/intake/HeldSize: a record too large to be measured counts as very large",
            "answering: answering/writing/RetryingWriter: what Kafka's producer or its plug-ins throw is retried",
            "broker-service: broker/authservice/BackendTypes: a factory that fails is named, and ends the start",
            "broker-service: broker/authservice/FactoryDiscovery: a factory that fails is named, and ends the start",
            "broker-service: broker/authservice/BackendCreator: a factory that fails refuses its auth service",
            "broker-service: broker/authservice/CreatedBackend: a backend that fails to close is logged",
            "session-service: session/signon/SignOnWork: the record becomes a dead letter",
            "session-service: session/signon/SignOnAnswers: a reply that cannot be made becomes a dead letter",
            "audit-console: console/flow/Flows: a request whose records cannot be laid out is shown as such, beside the others",
            "audit-console: console/live/LiveBrowser: what the server throws at a response that has ended ends it alone",
            "certificates: certificates/SoundBundle: certificates that cannot be used are refused, and the earlier ones stay",
            "embedded-kafka: kafka/embedded/KafkaNode: what fails while it stops is added to why it stops",
            "embedded-kafka: kafka/embedded/EmbeddedKafka: whatever Kafka throws becomes a start that failed",
            "standalone: standalone/ParallelStart: what a service throws ends the start of all",
            "standalone: standalone/TokenBroker: the program ends with a clear last line");

    private Catches() {}

    /**
     * The catches of these exceptions, without those that throw on what they caught once they have cleaned up.
     *
     * @param exceptions a pattern of simple names
     */
    static Function<SourceText, List<String>> of(String exceptions) {
        Pattern pattern = Pattern.compile(
                "catch \\((?:final )?(?:[\\w.]+ \\| )*(?:" + exceptions + ")\\b(?: \\| [\\w.]+)* (\\w+)\\) ");
        return source -> {
            String code = source.code();
            return pattern.matcher(code)
                    .results()
                    .filter(found -> !block(code, found.end()).contains("throw " + found.group(1) + ";"))
                    .map(MatchResult::group)
                    .toList();
        };
    }

    /** From an opening brace to the one that closes it. */
    private static String block(String code, int start) {
        int depth = 0;
        for (int end = start; end < code.length(); end++) {
            char c = code.charAt(end);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return code.substring(start, end);
            }
        }
        return code.substring(start);
    }

    /** Reasons by source file, from {@code module: class: reason}. */
    private static Map<String, String> files(String... entries) {
        return Stream.of(entries)
                .map(entry -> entry.split(": ", 3))
                .collect(Collectors.toMap(
                        entry -> entry[0] + "/src/main/java/org/sessiontoken/" + entry[1] + ".java",
                        entry -> entry[2]));
    }
}
