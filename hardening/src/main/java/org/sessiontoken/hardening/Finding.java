package org.sessiontoken.hardening;

/**
 * Something that is not as it should be in production.
 *
 * @param setting the name of the setting
 * @param problem what it does as it is
 * @param remedy what to write instead
 */
record Finding(String setting, String problem, String remedy) {

    @Override
    public String toString() {
        return setting + " " + problem + ": " + remedy;
    }
}
