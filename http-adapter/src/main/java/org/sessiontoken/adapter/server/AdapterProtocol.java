package org.sessiontoken.adapter.server;

import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 as the adapter speaks it. Public, with a public constructor, because Tomcat creates it by its name. */
public final class AdapterProtocol extends Http11NioProtocol {

    /** A protocol with Tomcat's settings, which Spring Boot changes. */
    public AdapterProtocol() {
        super(new AdapterEndpoint());
    }

    @Override
    protected Processor createProcessor() {
        return new StrictHttp11(this, getAdapter());
    }

    /** Tomcat asks this when it has decided whether the connection ends, and before it writes the status. */
    @Override
    public boolean useCompression(Request request, Response response) {
        StrictHttp11.restoreStatus(response);
        return super.useCompression(request, response);
    }

    void setMaxConnectionsPerAddress(int max) {
        endpoint().setMaxConnectionsPerAddress(max);
    }

    /** Stops accepting connections, and answers those that there are. */
    void stopAccepting() {
        endpoint().stopAccepting();
    }

    private AdapterEndpoint endpoint() {
        return (AdapterEndpoint) getEndpoint();
    }
}
