package org.sessiontoken.broker.outbound;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundFailure.Kind;

/** Describes failures of the JDK's client in our own words, since its messages may quote a response. */
final class JdkHttpFailures {

    private JdkHttpFailures() {}

    static OutboundFailure translate(HttpOrigin origin, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutboundFailure known) {
                return known;
            }
            if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
                return new OutboundFailure(Kind.TIMED_OUT, origin + ": no complete response in time");
            }
            if (cause instanceof SSLException) {
                return unreachable(origin, "no TLS connection, or the certificate is not trusted");
            }
            if (cause instanceof UnresolvedAddressException) {
                return unreachable(origin, "the host name is unknown");
            }
            if (cause instanceof ConnectException && cause.getCause() == null) {
                return unreachable(origin, "the connection was refused");
            }
        }
        return unreachable(origin, "the connection broke, or the response is not HTTP");
    }

    private static OutboundFailure unreachable(HttpOrigin origin, String why) {
        return new OutboundFailure(Kind.UNREACHABLE, origin + ": " + why);
    }
}
