package org.sessiontoken.benchmarks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.event.AuthServiceDescribed.ParameterProperty;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;

/** Makes auth services that never answer. */
public final class HangingBackendFactory implements SsoBackendFactory {

    /** For {@link java.util.ServiceLoader}. */
    public HangingBackendFactory() {}

    @Override
    public String type() {
        return "hanging";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        return new SsoBackend() {
            @Override
            public List<ParameterProperty> parameters() {
                return List.of(new ParameterProperty("OperatorAuthToken", true, true));
            }

            @Override
            public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                return new CompletableFuture<>();
            }
        };
    }
}
