package org.sessiontoken.console.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.search.FilterParameters;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowJson.Account;
import org.sessiontoken.console.search.RefusedQueryException;
import org.sessiontoken.value.AccountId;
import picocli.CommandLine.Option;

/** Which requests are wanted: the filter of the console, by the same names, and without its time. */
final class FilterOptions {

    @Option(
            names = {"--correlation-id", "--correlationId"},
            paramLabel = "ID",
            description = "Call flow, as the caller names it.")
    private @Nullable String correlationId;

    @Option(
            names = {"--request-id", "--requestId"},
            paramLabel = "ID",
            description = "Request.")
    private @Nullable String requestId;

    @Option(names = "--account", paramLabel = "ID", description = "Account, or its hash if --account-key is given.")
    private @Nullable String account;

    @Option(
            names = {"--token-hash", "--tokenHash"},
            paramLabel = "HASH",
            description = "SHA-256 of a session token, in hexadecimal digits.")
    private @Nullable String sha256;

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "Tenant. This and what follows may be given several times.")
    private List<String> tenants = List.of();

    @Option(
            names = {"--auth-service", "--authService"},
            paramLabel = "NAME",
            description = "Auth service.")
    private List<String> authServices = List.of();

    @Option(names = "--requestor", paramLabel = "NAME", description = "Who asked.")
    private List<String> requestors = List.of();

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "How it ended: issued, invalid, unauthorised, forbidden, unavailable, throttled or expired;"
                    + " not-issued for any but the first, pending for none yet.")
    private List<String> outcomes = List.of();

    @Option(names = "--reason", paramLabel = "REASON", description = "Why it ended so.")
    private List<String> reasons = List.of();

    @Option(
            names = "--caller",
            paramLabel = "ADDRESS",
            description = "Network address of whoever asked the requestor, or a range such as 192.0.2.0/24.")
    private List<String> callers = List.of();

    @Option(
            names = "--account-key",
            paramLabel = "FILE",
            description = "The console's ags.console.index.account-key: hashes of accounts are then the same as there.")
    private @Nullable Path accountKey;

    private @Nullable AccountHashes hashes;

    /** The filter, which is for all times. */
    FlowFilter filter() {
        if (account != null && accountKey == null && AccountHash.isHash(account)) {
            throw new UnusableConfigException(
                    "--account must be an ID, or --account-key must be given: without the key nobody knows whose hash it is");
        }
        Map<String, String[]> parameters = new TreeMap<>();
        given().forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
        try {
            return FilterParameters.read(parameters, hashes(), true);
        } catch (RefusedQueryException refused) {
            throw new UnusableConfigException(String.valueOf(refused.getMessage()));
        }
    }

    /** What was given, by the names of the console. */
    Map<String, List<String>> given() {
        Map<String, List<String>> given = new TreeMap<>();
        put(given, "correlationId", correlationId);
        put(given, "requestId", requestId);
        put(given, "account", account);
        put(given, "tokenHash", sha256);
        given.put("tenant", tenants);
        given.put("authService", authServices);
        given.put("requestor", requestors);
        given.put("outcome", outcomes);
        given.put("reason", reasons);
        given.put("caller", callers);
        given.values().removeIf(List::isEmpty);
        return given;
    }

    private static void put(Map<String, List<String>> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, List.of(value));
        }
    }

    /** By which accounts are compared. */
    AccountHashes hashes() {
        AccountHashes known = hashes;
        if (known == null) {
            known = accountKey == null ? AccountHashes.ofThisProcess() : ofFile(accountKey);
            hashes = known;
        }
        return known;
    }

    private static AccountHashes ofFile(Path file) {
        try {
            return AccountHashes.ofFile(file);
        } catch (IOException unusable) {
            throw new UnusableConfigException("--account-key: file " + file
                    + " cannot be read or has less than 32 bytes: give the file that the console has");
        }
    }

    /** How accounts are shown: without the console's key there is no hash that would mean anything to others. */
    Function<AccountId, Account> shownAccounts() {
        return accountKey == null ? id -> new Account(null, id) : Account.shown(hashes(), true);
    }
}
