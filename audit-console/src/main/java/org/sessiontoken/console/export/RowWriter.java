package org.sessiontoken.console.export;

import java.io.IOException;
import org.sessiontoken.console.search.FlowJson;

/** Writes an export in one format. */
public interface RowWriter {

    /** Writes what comes before the rows. */
    void begin() throws IOException;

    /** Writes a row. */
    void row(FlowJson row) throws IOException;

    /** Writes the line that says what the export covers. */
    void end(Covered covered) throws IOException;
}
