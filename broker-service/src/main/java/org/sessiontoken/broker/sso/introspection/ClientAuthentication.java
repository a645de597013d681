package org.sessiontoken.broker.sso.introspection;

/** How the broker proves to the authorisation server who it is (RFC 6749, section 2.3.1). */
enum ClientAuthentication {
    /** By HTTP's basic authentication, ID and secret form-encoded first. */
    CLIENT_SECRET_BASIC,
    /** By two more fields in the body. */
    CLIENT_SECRET_POST
}
