package org.sessiontoken.console.search;

import org.sessiontoken.console.index.FlowIndex;

/** The search, for tests of other packages. */
public final class SearchFixture {

    private SearchFixture() {}

    /** A search of an index. */
    public static FlowSearch search(FlowIndex index) {
        return new FlowSearch(index);
    }
}
