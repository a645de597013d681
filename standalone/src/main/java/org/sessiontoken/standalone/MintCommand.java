package org.sessiontoken.standalone;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.TenantId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints an operator token, as the head-end would make it, with the development secret of a data folder. */
@Command(
        name = "mint",
        mixinStandardHelpOptions = true,
        description = "Prints an operator JWT made with the development secret in the data folder.")
final class MintCommand implements Callable<Integer> {

    private final Clock clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--account", required = true, paramLabel = "A", description = "Account that the token names.")
    private String account = "";

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "Tenant that the token names; default: the data folder's.")
    private @Nullable String tenant;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "How long the token is good for; default: ${DEFAULT-VALUE}.")
    private Duration ttl = Duration.ZERO;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = StartCommand.DATA_DIR,
            description = "Data folder of the program that was started; default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of(StartCommand.DATA_DIR);

    MintCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        OperatorSecret secret = new DevelopmentFolder(dataDir).operatorSecret();
        System.out.println(secret.mint(accountId(), tenantId(), ttl, clock));
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

    private RuntimeException refused(String message) {
        return spec == null ? new CannotStartException(message) : new ParameterException(spec.commandLine(), message);
    }
}
