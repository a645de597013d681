package org.sessiontoken.sso;

import java.net.URI;
import java.time.Clock;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * What the broker gives to a factory for one backend: the operator's options, the clock, and HTTP that is safe.
 *
 * <p>For the thread that calls {@link SsoBackendFactory#create}, and until that method returns. What the context has given,
 * such as the clock and an {@link OutboundHttp}, the backend uses until it is closed.
 */
public interface SsoBackendContext {

    /** The tenant that the auth service belongs to. */
    TenantId tenantId();

    /** The tenant's name for the auth service. */
    AuthServiceId authServiceId();

    /** The options that the operator has configured for the backend. */
    BackendOptions options();

    /** Whether keys that were made for development are allowed. */
    DevelopmentKeys developmentKeys();

    /** The clock to tell the time by. Credentials are judged as of {@link SsoRequest#asOf()} instead. */
    Clock clock();

    /**
     * Opens HTTP to the hosts of these addresses, with responses of up to 64 KB.
     *
     * <p>The operator sets the rest by options that this method reads: {@code connect-timeout}, {@code ssl-bundle},
     * {@code allow-http}, {@code proxy} and {@code max-response-size}. The broker closes what it has opened: when the backend
     * is closed, and when it cannot be made.
     *
     * @param addresses the addresses that the operator has configured; requests to any other host and port fail
     * @throws IllegalArgumentException if one of those options is not as described, or if an address is plain HTTP to another
     *     host and {@code allow-http} is not set; the message names the option
     */
    OutboundHttp http(URI... addresses);

    /**
     * Opens HTTP as {@link #http(URI...)} does, with another default size of responses.
     *
     * @param maxResponseSize the size in bytes that a response may have unless {@code max-response-size} is set
     */
    OutboundHttp http(int maxResponseSize, URI... addresses);
}
