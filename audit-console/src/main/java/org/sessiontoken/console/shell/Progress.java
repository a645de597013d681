package org.sessiontoken.console.shell;

import java.util.Locale;

/** Says on a terminal how far a long look is, in one line that is gone afterwards. */
final class Progress {

    private static final int PERCENT = 100;

    private final Shell shell;
    private boolean shown;

    Progress(Shell shell) {
        this.shell = shell;
    }

    void show(long scanned, long of) {
        if (shell.terminal().showsNotes() && scanned > 0) {
            shell.notes()
                    .printf(
                            Locale.ROOT,
                            "\r%,d of %,d records (%d %%)",
                            scanned,
                            of,
                            scanned * PERCENT / Math.max(1, of));
            shell.notes().flush();
            shown = true;
        }
    }

    void clear() {
        if (shown) {
            shell.notes().print("\r\u001b[K");
            shell.notes().flush();
            shown = false;
        }
    }
}
