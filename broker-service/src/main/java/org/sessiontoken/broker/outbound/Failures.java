package org.sessiontoken.broker.outbound;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.sessiontoken.broker.outbound.OutboundFailure.Kind;

/** Says in our own words what the JDK's client failed of. Its words are left out: they may quote an answer. */
final class Failures {

    private Failures() {}

    static OutboundFailure translate(Origin origin, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutboundFailure known) {
                return known;
            }
            if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
                return new OutboundFailure(Kind.TIMED_OUT, origin + ": no whole answer in time");
            }
            if (cause instanceof SSLException) {
                return unreachable(origin, "no TLS connection, or its certificate is not trusted");
            }
            if (cause instanceof UnresolvedAddressException) {
                return unreachable(origin, "the host's name is not known");
            }
            if (cause instanceof ConnectException && cause.getCause() == null) {
                return unreachable(origin, "the connection was refused");
            }
        }
        return unreachable(origin, "the connection broke, or what came is not HTTP");
    }

    private static OutboundFailure unreachable(Origin origin, String why) {
        return new OutboundFailure(Kind.UNREACHABLE, origin + ": " + why);
    }
}
