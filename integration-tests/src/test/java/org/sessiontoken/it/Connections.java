package org.sessiontoken.it;

import java.util.Map;

/** How programs reach the Kafka of the tests, each under a name of its own. */
interface Connections {

    /** What a Kafka client needs to connect under this name. */
    Map<String, Object> of(String user);
}
