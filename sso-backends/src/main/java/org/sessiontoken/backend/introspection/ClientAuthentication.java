package org.sessiontoken.backend.introspection;

/** How the broker authenticates to the authorisation server (RFC 6749, section 2.3.1). */
enum ClientAuthentication {
    /** By HTTP basic authentication, with the ID and the secret form-encoded first. */
    CLIENT_SECRET_BASIC,
    /** By two further fields of the body. */
    CLIENT_SECRET_POST
}
