package org.sessiontoken.broker.guard;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/** Gives the outcomes that a test wants, whatever the request. */
record ScriptedBackend(boolean repeatable, boolean limitsItself, Supplier<CompletableFuture<SsoOutcome>> answers)
        implements SsoBackend {

    @Override
    public List<ParameterProperty> parameters() {
        return List.of();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        return answers.get();
    }
}
