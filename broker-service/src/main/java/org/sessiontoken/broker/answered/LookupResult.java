package org.sessiontoken.broker.answered;

import java.util.Locale;

/** What a look-up found. */
enum LookupResult {
    /** The record has its outcome. */
    FOUND,
    /** It has none. */
    NONE,
    /** Nobody knows: the broker may not read the topic. The record is processed as if it had none. */
    UNKNOWN;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
