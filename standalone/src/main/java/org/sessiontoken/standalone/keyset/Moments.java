package org.sessiontoken.standalone.keyset;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Points in time as text, in whole seconds and UTC. */
final class Moments {

    private Moments() {}

    static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
