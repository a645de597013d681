package org.sessiontoken.broker.authservice;

import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;

/**
 * The type {@code counted}: remembers which backends were made and closed, and the HTTP that was opened for them. The option
 * {@code fault} says what a backend does wrong.
 */
final class CountedBackends implements SsoBackendFactory {

    /** Must not be shown, whatever a backend does wrong. */
    static final String CANARY = "canary-2b6e";

    static final URI ADDRESS = URI.create("http://127.0.0.1:1/");

    final List<String> made = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    final List<OutboundHttp> opened = new ArrayList<>();

    @Override
    public String type() {
        return "counted";
    }

    @Override
    @SuppressWarnings("NullAway") // To return null is one of the faults.
    public SsoBackend create(SsoBackendContext context) {
        context.options()
                .optionalText("keys")
                .map(keys -> context.options().file("keys"))
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> {
                    throw new IllegalArgumentException(context.options().path("keys") + " cannot be read");
                });
        opened.add(context.http(ADDRESS));
        String fault = context.options().optionalText("fault").orElse("none");
        switch (fault) {
            case "exception" -> throw new IllegalStateException(CANARY);
            case "error" -> throw new NoClassDefFoundError(CANARY);
            case "malformed" -> throw new IllegalArgumentException("not a number: " + CANARY);
            case "null" -> {
                return null;
            }
            default -> {}
        }
        String name = context.authServiceId().value();
        made.add(name);
        return new Backend(name, fault);
    }

    private final class Backend implements SsoBackend {

        private final String name;
        private final String fault;

        private Backend(String name, String fault) {
            this.name = name;
            this.fault = fault;
        }

        @Override
        public List<ParameterProperty> parameters() {
            fail("parameters");
            return List.of(new ParameterProperty("Pin", true, true));
        }

        @Override
        public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
            return CompletableFuture.completedFuture(new SsoOutcome.Authenticated(new AccountId("a")));
        }

        @Override
        public boolean repeatable() {
            fail("repeatable");
            return false;
        }

        @Override
        public void close() {
            closed.add(name);
            fail("close");
            if (fault.equals("hang")) {
                LockSupport.park();
            }
        }

        private void fail(String what) {
            if (fault.equals(what)) {
                throw new StackOverflowError(CANARY);
            }
        }
    }
}
