package org.sessiontoken.console.export;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.sessiontoken.console.search.FlowJson;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Rows as the HTTP API has them; the last line has the one member {@code covers}. */
final class JsonLines implements RowWriter {

    private final Writer out;
    private final ObjectWriter json;

    JsonLines(Writer out, JsonMapper json) {
        this.out = out;
        this.json = json.writer().with(new VisibleEscapes());
    }

    @Override
    public void begin() {}

    @Override
    public void row(FlowJson row) throws IOException {
        line(row);
    }

    @Override
    public void end(Covered covered) throws IOException {
        line(Map.of("covers", covered));
    }

    private void line(Object value) throws IOException {
        out.write(json.writeValueAsString(value));
        out.write('\n');
    }
}
