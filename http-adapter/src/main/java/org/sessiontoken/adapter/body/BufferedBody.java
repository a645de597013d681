package org.sessiontoken.adapter.body;

import jakarta.servlet.http.HttpServletRequest;

/** The whole body of a request. It has been read before any servlet or controller receives the request. */
public final class BufferedBody {

    private static final String ATTRIBUTE = BufferedBody.class.getName();
    private static final byte[] NONE = {};

    private BufferedBody() {}

    /** The whole body of a request, empty if the request has none. Must not be changed. */
    public static byte[] of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof byte[] body ? body : NONE;
    }

    static void set(HttpServletRequest request, byte[] body) {
        request.setAttribute(ATTRIBUTE, body);
    }
}
