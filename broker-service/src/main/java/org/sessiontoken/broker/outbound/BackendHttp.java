package org.sessiontoken.broker.outbound;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.http.OutboundHttp;

/** All HTTP that is opened for one backend, to be closed together. Safe for all threads. */
public final class BackendHttp implements AutoCloseable {

    private static final int MAX_RESPONSE_SIZE = 64 * 1024;

    private final OutboundHttpFactory factory;
    private final BackendOptions options;
    private final List<JdkOutboundHttp> open = new ArrayList<>();
    private boolean closed;

    BackendHttp(OutboundHttpFactory factory, BackendOptions options) {
        this.factory = factory;
        this.options = options;
    }

    /**
     * Opens HTTP to the hosts of these addresses.
     *
     * @throws IllegalArgumentException if an option is not as described, or an address is plain HTTP to another host and the
     *     options do not allow it; the message names the option
     */
    public OutboundHttp open(URI... addresses) {
        return open(MAX_RESPONSE_SIZE, addresses);
    }

    /**
     * Opens HTTP as {@link #open(URI...)} does, with another default size of responses.
     *
     * @param maxResponseSize the size in bytes that a response may have unless the options say another one
     */
    public synchronized OutboundHttp open(int maxResponseSize, URI... addresses) {
        if (closed) {
            throw new IllegalStateException("HTTP must be opened while the backend is made, and the backend is closed");
        }
        JdkOutboundHttp http = factory.open(options, maxResponseSize, addresses);
        open.add(http);
        return http;
    }

    /** Closes all that was opened: from now on each request fails. May be called more than once. */
    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(JdkOutboundHttp::close);
        open.clear();
    }
}
