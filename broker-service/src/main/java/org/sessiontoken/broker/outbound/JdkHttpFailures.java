package org.sessiontoken.broker.outbound;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundFailure.Kind;

/** Describes failures of the JDK's client in our own words, since its messages may quote a response. */
final class JdkHttpFailures {

    private JdkHttpFailures() {}

    static OutboundFailure translate(HttpOrigin origin, Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutboundFailure known) {
                return known;
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return new OutboundFailure(Kind.TIMED_OUT, origin + ": no connection in time");
            }
            if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
                return new OutboundFailure(Kind.TIMED_OUT, origin + ": no complete response in time");
            }
            if (cause instanceof SSLException) {
                return unreachable(origin, TlsFailures.describe(cause));
            }
            Optional<String> why = ofConnecting(cause);
            if (why.isPresent()) {
                return unreachable(origin, why.get());
            }
        }
        return unreachable(origin, "the connection broke, or the response is not HTTP");
    }

    /**
     * The client wraps whatever fails while it connects, and connects once more: a channel that is closed by then was refused
     * the first time.
     */
    private static Optional<String> ofConnecting(Throwable failure) {
        if (failure instanceof UnresolvedAddressException || failure instanceof UnknownHostException) {
            return Optional.of("the host name is unknown");
        }
        if (failure instanceof NoRouteToHostException) {
            return Optional.of("there is no route to the host");
        }
        if (failure instanceof ConnectException) {
            if (failure.getCause() instanceof ClosedChannelException) {
                return Optional.of("the connection was refused");
            }
            if (failure.getCause() == null) {
                return Optional.of("there is no connection: it was refused, or no network leads to the host");
            }
        }
        return Optional.empty();
    }

    private static OutboundFailure unreachable(HttpOrigin origin, String why) {
        return new OutboundFailure(Kind.UNREACHABLE, origin + ": " + why);
    }
}
