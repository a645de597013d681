package org.sessiontoken.broker.authservice;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;

/** The type {@code counted}: remembers what it made and what of that was closed. */
final class CountedBackends implements SsoBackendFactory {

    final List<String> made = new ArrayList<>();
    final List<String> closed = new ArrayList<>();

    @Override
    public String type() {
        return "counted";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        if (context.options().flag("buggy")) {
            throw new IllegalStateException("canary");
        }
        context.options()
                .optionalText("keys")
                .map(keys -> context.options().file("keys"))
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> {
                    throw new IllegalArgumentException(context.options().path("keys") + " cannot be read");
                });
        String name = context.authServiceId().value();
        made.add(name);
        return new SsoBackend() {
            @Override
            public List<ParameterProperty> parameters() {
                return List.of();
            }

            @Override
            public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                return CompletableFuture.completedFuture(new SsoOutcome.Authenticated(new AccountId("a")));
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }
}
