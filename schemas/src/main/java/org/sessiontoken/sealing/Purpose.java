package org.sessiontoken.sealing;

/** What an envelope contains. The purpose is authenticated, so that nobody can pass one kind of envelope off as another. */
public enum Purpose {
    /** The parameters of a request. */
    CREDENTIALS("ags-credentials+jwe", "json"),
    /** An issued session token. */
    SESSION_TOKEN("ags-session-token+jwe", "text/plain"),
    /** What an attempt to sign on gives: {@link SignOnCredentials}. */
    SIGN_ON("ags-sign-on+jwe", "json"),
    /** What whoever has signed on gets: {@link SignedOnTokens}. */
    SIGNED_ON("ags-signed-on+jwe", "json"),
    /** The value of a record that could not be read. */
    DEAD_LETTER("ags-dead-letter+jwe", "octet-stream");

    private final String type;
    private final String contentType;

    Purpose(String type, String contentType) {
        this.type = type;
        this.contentType = contentType;
    }

    String type() {
        return type;
    }

    /** Without {@code application/} before it (RFC 7515, section 4.1.10). */
    String contentType() {
        return contentType;
    }
}
