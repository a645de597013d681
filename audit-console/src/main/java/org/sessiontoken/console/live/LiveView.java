package org.sessiontoken.console.live;

import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which rows one user sees, and how.
 *
 * @param filter which rows are wanted
 * @param withAccounts whether the user may see account IDs
 */
record LiveView(FlowFilter filter, boolean withAccounts, AccountHashes accounts, JsonMapper json)
        implements RowView<FlowRow> {

    @Override
    public boolean wants(FlowRow row) {
        return filter.matches(row, accounts);
    }

    @Override
    public String json(FlowRow row) {
        return json.writeValueAsString(FlowJson.of(row, accounts, withAccounts));
    }
}
