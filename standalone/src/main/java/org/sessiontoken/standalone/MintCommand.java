package org.sessiontoken.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.TenantId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints an operator token as a head-end creates it, signed with the development secret of a data folder. */
@Command(
        name = "mint",
        mixinStandardHelpOptions = true,
        description = "Prints an operator JWT, signed with the development secret in the data folder.")
final class MintCommand implements Callable<Integer> {

    private final Clock clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--account", required = true, paramLabel = "A", description = "Account in the token.")
    private String account = "";

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "Tenant in the token; default: the tenant of the data folder.")
    private @Nullable String tenant;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "5m",
            description =
                    "Lifetime of the token; default: ${DEFAULT-VALUE}. The broker takes it for 30 s longer, since clocks"
                            + " differ (clock-skew of the auth service).")
    private Duration ttl = Duration.ZERO;

    private final Supplier<Path> dataDir;

    /**
     * Mints by this clock.
     *
     * @param dataDir the data folder that the command line names, once it is parsed
     */
    MintCommand(Supplier<Path> dataDir, Clock clock) {
        this.dataDir = dataDir;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        AccountId namedAccount = accountId();
        Optional<TenantId> namedTenant = tenantId();
        requireLifetime();
        OperatorSecret secret = new DevelopmentFolder(dataDir.get()).operatorSecret();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(secret.mint(namedAccount, namedTenant, ttl, clock));
        out.flush();
        return 0;
    }

    private AccountId accountId() {
        try {
            return new AccountId(account);
        } catch (IllegalArgumentException malformed) {
            throw refused("--account: " + malformed.getMessage());
        }
    }

    private Optional<TenantId> tenantId() {
        try {
            return Optional.ofNullable(tenant).map(TenantId::new);
        } catch (IllegalArgumentException malformed) {
            throw refused("--tenant: " + malformed.getMessage());
        }
    }

    /** The broker takes no operator token that lives longer. */
    private void requireLifetime() {
        try {
            DurationText.requireBetween("--ttl", ttl, Duration.ofSeconds(1), Duration.ofDays(1));
        } catch (IllegalArgumentException outOfBounds) {
            throw refused(String.valueOf(outOfBounds.getMessage()));
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
