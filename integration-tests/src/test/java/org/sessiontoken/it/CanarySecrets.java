package org.sessiontoken.it;

/** Words that must turn up nowhere. */
final class CanarySecrets {

    static final String IN_A_BUG = "canary-in-a-bug-4711";

    private CanarySecrets() {}
}
