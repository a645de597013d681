package org.sessiontoken.console.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sessiontoken.console.export.RowWriter;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.search.FlowJson;
import org.sessiontoken.console.search.FlowJson.Account;
import org.sessiontoken.value.AccountId;

/** Writes each request that it is told of. */
final class RowLines implements Consumer<FlowRow> {

    private final RowWriter lines;
    private final Function<AccountId, Account> accounts;

    /** @param accounts how accounts are shown */
    RowLines(RowWriter lines, Function<AccountId, Account> accounts) {
        this.lines = lines;
        this.accounts = accounts;
    }

    /** Ends with an {@link UncheckedIOException} where the row cannot be written. */
    @Override
    public void accept(FlowRow row) {
        try {
            lines.row(FlowJson.of(row, accounts));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
