package org.sessiontoken.console.shell;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;

/** Writes lines, and notices when nobody reads them any more. */
final class Output {

    private final Writer out;

    Output(Shell shell, Charset charset) {
        this.out = new BufferedWriter(new OutputStreamWriter(shell.out(), charset));
    }

    /** What may have line ends of its own. */
    Writer writer() {
        return out;
    }

    /** @throws UncheckedIOException if it cannot be written */
    void line(String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** @throws UncheckedIOException if it cannot be written */
    void flush() {
        try {
            out.flush();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
