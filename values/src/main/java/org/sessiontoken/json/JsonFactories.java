package org.sessiontoken.json;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/** Where JSON factories come from: each user bounds its own. */
public final class JsonFactories {

    private JsonFactories() {}

    /**
     * A builder of factories whose buffers are kept by thread. Jackson's default is one pool for all threads, which takes
     * two of them at once as long as to read or to write an event.
     */
    public static JsonFactoryBuilder builder() {
        return JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool());
    }
}
