package org.sessiontoken.autoconfigure;

/** A setting with which no client can work. Shown by {@link UnusableClientSettingAnalyzer}. */
final class UnusableClientSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    UnusableClientSettingException(String fault, String action) {
        super(fault);
        this.action = action;
    }

    /** What to change. */
    String action() {
        return action;
    }
}
