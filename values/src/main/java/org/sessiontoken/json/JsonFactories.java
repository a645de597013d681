package org.sessiontoken.json;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/** Creates JSON factories. Each user sets the limits of its own. */
public final class JsonFactories {

    private JsonFactories() {}

    /**
     * A builder of factories that keep their buffers by thread. By Jackson's default all threads share one pool, and two
     * threads that use the pool at once wait as long as it takes to read or write an event.
     */
    public static JsonFactoryBuilder builder() {
        return JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool());
    }
}
