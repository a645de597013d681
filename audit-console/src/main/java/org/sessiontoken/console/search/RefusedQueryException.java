package org.sessiontoken.console.search;

/** A query that is not as described. The message says what was expected, and quotes nothing. */
public final class RefusedQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedQueryException(String expected) {
        super(expected);
    }

    /** The refusal of one of our values says what it expected; those of the JDK, which are subclasses, may quote. */
    static RefusedQueryException of(String parameter, IllegalArgumentException refusal) {
        boolean ours = refusal.getClass() == IllegalArgumentException.class;
        return new RefusedQueryException(parameter + (ours ? ": " + refusal.getMessage() : " is not as described"));
    }
}
