package org.sessiontoken.console.export;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.search.FlowJson;
import org.sessiontoken.setting.VisibleText;

/**
 * RFC 4180, for spreadsheets: with a mark by which they know that it is UTF-8, and with no cell that they take for a formula, or in which
 * something cannot be seen or turns its neighbours round. The last line says what the export covers, in its first cell.
 */
final class CsvLines implements RowWriter {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** What begins a formula in one spreadsheet or another, and the full-width forms, which some of them take for the same. */
    private static final String BEGINS_FORMULA = "=+-@|%\uff1d\uff0b\uff0d\uff20";

    private static final List<String> HEADER = List.of(
            "requestedAt",
            "outcome",
            "reason",
            "tenantId",
            "authServiceId",
            "accountId",
            "accountHash",
            "requestor",
            "callerAddress",
            "correlationId",
            "requestId",
            "repliedAt",
            "tookMs",
            "attempts",
            "outcomes",
            "differs");

    private final Writer out;

    CsvLines(Writer out) {
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        out.write(BYTE_ORDER_MARK);
        line(HEADER.toArray());
    }

    @Override
    public void row(FlowJson row) throws IOException {
        FlowJson.Account account = row.account();
        line(
                row.requestedAt(),
                row.outcome() == null ? "pending" : row.outcome().code(),
                row.reason(),
                row.tenantId(),
                row.authServiceId(),
                account == null ? null : account.id(),
                account == null ? null : account.hash(),
                row.requestor(),
                row.callerAddress(),
                row.correlationId(),
                row.requestId(),
                row.repliedAt(),
                row.tookMs(),
                row.attempts(),
                row.outcomes(),
                row.differs());
    }

    @Override
    public void end(Covered covered) throws IOException {
        line("covers " + covered.words());
    }

    private void line(@Nullable Object... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            out.write(i == 0 ? "" : ",");
            out.write(cell(cells[i] == null ? "" : cells[i].toString()));
        }
        out.write("\r\n");
    }

    /** Every cell is quoted, so that no separator of any locale splits it. What cannot be seen is its number, as in the page. */
    static String cell(String text) {
        String visible = VisibleText.escaped(text);
        String safe = isFormula(visible) ? "'" + visible : visible;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** Spreadsheets pass over spaces before they look for a formula. */
    private static boolean isFormula(String visible) {
        String begin = visible.stripLeading();
        return !begin.isEmpty() && BEGINS_FORMULA.indexOf(begin.charAt(0)) >= 0;
    }
}
