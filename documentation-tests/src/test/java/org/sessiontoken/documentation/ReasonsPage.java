package org.sessiontoken.documentation;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of reasons in the manual and in the contract, made from the enums that replies and dead letters take them from. */
final class ReasonsPage {

    /** The enums whose reasons are in replies, and what the tables call their origin. */
    private static final List<Vocabulary> IN_REPLIES = List.of(
            new Vocabulary(
                    "The broker", "broker-service/src/main/java/org/sessiontoken/broker/evaluation/BrokerReason.java"),
            new Vocabulary(
                    "The broker, of a request that it cannot read",
                    "schemas/src/main/java/org/sessiontoken/event/UnreadableEventException.java"),
            new Vocabulary(
                    "The broker, of a record whose reply it cannot make or write",
                    "answering/src/main/java/org/sessiontoken/answering/letters/AnsweringReason.java"),
            new Vocabulary(
                    "A guard around the auth service",
                    "broker-service/src/main/java/org/sessiontoken/broker/guard/GuardReason.java"),
            new Vocabulary(
                    "`shared-secret-jwt` and `oidc-jwt`",
                    "sso-backends/src/main/java/org/sessiontoken/backend/jwt/JwtReason.java"),
            new Vocabulary(
                    "`oauth2-introspection`",
                    "sso-backends/src/main/java/org/sessiontoken/backend/introspection/IntrospectionReason.java"),
            new Vocabulary(
                    "`http-callout`", "sso-backends/src/main/java/org/sessiontoken/backend/callout/CalloutReason.java"),
            new Vocabulary(
                    "Every type that asks a provider",
                    "sso-spi/src/main/java/org/sessiontoken/sso/ProviderFailure.java"),
            new Vocabulary(
                    "The session service, by the order of the attempts to sign on",
                    "session-service/src/main/java/org/sessiontoken/session/signon/Verdict.java"),
            new Vocabulary(
                    "The session service, of an attempt that it cannot work on",
                    "session-service/src/main/java/org/sessiontoken/session/signon/SignOnReason.java"));

    /** The enum whose reasons never leave the requestor. */
    private static final List<Vocabulary> ELSEWHERE = List.of(new Vocabulary(
            "The client library, without an answer from the broker",
            "broker-client/src/main/java/org/sessiontoken/client/ClientReason.java"));

    private static final Pattern CONSTANT = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+([A-Z][A-Z_0-9]+)(?:\\(\"([a-z0-9-]+)\"(?:, [\\w.]+)?\\))?[,;]",
            Pattern.DOTALL);

    private ReasonsPage() {}

    /** The tables of the manual's page. */
    static String all() {
        return inReplies() + ELSEWHERE.stream().map(ReasonsPage::table).collect(Collectors.joining());
    }

    /** The tables of the contract: what a requestor may find in a reply. */
    static String inReplies() {
        return IN_REPLIES.stream().map(ReasonsPage::table).collect(Collectors.joining());
    }

    /** All reasons that a reply or a dead letter may have. */
    static List<String> codes() {
        return Pattern.compile("^\\| `([a-z0-9-]+)` \\|", Pattern.MULTILINE)
                .matcher(all())
                .results()
                .map(row -> row.group(1))
                .distinct()
                .toList();
    }

    private static String table(Vocabulary vocabulary) {
        String rows = CONSTANT.matcher(SourceTree.text(vocabulary.source()))
                .results()
                .map(ReasonsPage::row)
                .collect(Collectors.joining());
        if (rows.isEmpty()) {
            throw new IllegalStateException("no constant with Javadoc in " + vocabulary.source());
        }
        return "\n### " + vocabulary.origin() + "\n\n| Reason | Why |\n|---|---|\n" + rows;
    }

    private static String row(MatchResult constant) {
        String code = constant.group(3) == null
                ? constant.group(2).toLowerCase(Locale.ROOT).replace('_', '-')
                : constant.group(3);
        String text = constant.group(1)
                .replaceAll("\\s*\\n\\s*\\*?\\s*", " ")
                .replaceAll("\\{@(?:code|link) ([^}]*)\\}", "`$1`")
                .strip();
        return "| `" + code + "` | " + text + " |\n";
    }

    private record Vocabulary(String origin, String source) {}
}
