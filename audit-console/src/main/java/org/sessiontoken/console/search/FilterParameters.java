package org.sessiontoken.console.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpRange;
import org.sessiontoken.value.TokenHash;

/** Reads a filter from the parameters of a query, which are the same in all calls. */
public final class FilterParameters {

    /** The names of the parameters of a filter. */
    static final Set<String> NAMES = Set.of(
            "from",
            "to",
            "correlationId",
            "requestId",
            "account",
            "tokenHash",
            "tenant",
            "authService",
            "requestor",
            "outcome",
            "reason",
            "caller");

    private static final int MAX_VALUES = 50;
    private static final int MAX_YEAR = 9_999;

    private final Map<String, String[]> parameters;
    private final AccountHashes accounts;
    private final boolean accountIds;

    private FilterParameters(Map<String, String[]> parameters, AccountHashes accounts, boolean accountIds) {
        this.parameters = parameters;
        this.accounts = accounts;
        this.accountIds = accountIds;
    }

    /**
     * The filter that a query describes.
     *
     * @param parameters all parameters of the query; others than those of a filter do not belong to it
     * @param accountIds whether accounts may be named by their ID, and not only by their hash
     * @throws RefusedQueryException if a parameter is not as described
     */
    public static FlowFilter read(Map<String, String[]> parameters, AccountHashes accounts, boolean accountIds) {
        return new FilterParameters(parameters, accounts, accountIds).filter();
    }

    private FlowFilter filter() {
        Instant from = one("from").map(text -> time("from", text)).orElse(null);
        Instant to = one("to").map(text -> time("to", text)).orElse(null);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new RefusedQueryException("from must be before to");
        }
        Set<String> outcomes = several("outcome");
        outcomes.forEach(FilterParameters::requireOutcome);
        return new FlowFilter(
                from,
                to,
                one("correlationId").orElse(null),
                one("requestId").orElse(null),
                one("account").map(this::account).orElse(null),
                one("tokenHash")
                        .map(text -> value("tokenHash", text, TokenHash::new))
                        .orElse(null),
                several("tenant"),
                several("authService"),
                several("requestor"),
                outcomes,
                reasons(),
                several("caller").stream()
                        .map(text -> value("caller", text, IpRange::new))
                        .toList());
    }

    /** Also as the page shows them, with spaces. */
    private Set<String> reasons() {
        return several("reason").stream()
                .map(reason -> reason.strip().replace(' ', '-'))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<String> one(String name) {
        List<String> values = values(name).toList();
        if (values.size() > 1) {
            throw new RefusedQueryException(name + " must be given only once");
        }
        return values.stream().findFirst();
    }

    private Set<String> several(String name) {
        Set<String> values = new HashSet<>(values(name).toList());
        if (values.size() > MAX_VALUES) {
            throw new RefusedQueryException(name + " must have at most " + MAX_VALUES + " values");
        }
        return values;
    }

    private Stream<String> values(String name) {
        String @Nullable [] values = parameters.get(name);
        return values == null ? Stream.empty() : Arrays.stream(values).filter(value -> !value.isBlank());
    }

    private static <T> T value(String name, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException refusal) {
            throw RefusedQueryException.of(name, refusal);
        }
    }

    /** A year has four digits there; one with more would be out of the range of milliseconds. */
    private static Instant time(String name, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 0 && time.getYear() <= MAX_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException malformed) {
            // Falls through to the refusal.
        }
        throw new RefusedQueryException(name + " must be a time as in RFC 3339, such as 2026-11-28T09:00:00Z");
    }

    private AccountHash account(String text) {
        if (AccountHash.isHash(text)) {
            return new AccountHash(text);
        }
        if (accountIds) {
            return accounts.of(value("account", text, AccountId::new));
        }
        throw new RefusedQueryException(
                "account must be the hash of an account, such as k0123456789abcdef; IDs are for auditors");
    }

    private static void requireOutcome(String outcome) {
        List<String> known = Stream.concat(
                        Arrays.stream(Outcome.values()).map(Outcome::code),
                        Stream.of(FlowFilter.NOT_ISSUED, FlowFilter.PENDING))
                .toList();
        if (!known.contains(outcome)) {
            throw new RefusedQueryException("outcome must be one of " + String.join(", ", known));
        }
    }
}
