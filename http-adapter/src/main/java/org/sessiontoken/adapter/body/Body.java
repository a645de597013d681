package org.sessiontoken.adapter.body;

import jakarta.servlet.http.HttpServletRequest;

/** The body of a request, which is there by the time that anything but a filter sees the request. */
public final class Body {

    private static final String ATTRIBUTE = Body.class.getName();
    private static final byte[] NONE = {};

    private Body() {}

    /** The body of a request, all of it; empty if there is none. Nobody may change it. */
    public static byte[] of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof byte[] body ? body : NONE;
    }

    static void put(HttpServletRequest request, byte[] body) {
        request.setAttribute(ATTRIBUTE, body);
    }
}
