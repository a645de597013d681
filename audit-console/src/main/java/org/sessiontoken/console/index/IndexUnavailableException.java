package org.sessiontoken.console.index;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.DescribedFailure;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The index cannot be read or written now: its disk is full or gone, or it is being built again. */
public final class IndexUnavailableException extends RuntimeException implements DescribedFailure {

    private static final Set<SQLiteErrorCode> DAMAGES = Set.of(
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_CORRUPT_VTAB,
            SQLiteErrorCode.SQLITE_CORRUPT_INDEX,
            SQLiteErrorCode.SQLITE_NOTADB);

    IndexUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With what SQLite or the file system says itself: that names codes, columns and files, and no values. */
    @Override
    public String description() {
        Throwable cause = getCause();
        return cause == null ? String.valueOf(getMessage()) : getMessage() + ": " + cause.getMessage();
    }

    /** Whether the file is damaged, so that only a new one helps. */
    public boolean isDamaged() {
        return isDamage(getCause());
    }

    static boolean isDamage(@Nullable Throwable cause) {
        return cause instanceof SQLiteException failure && DAMAGES.contains(failure.getResultCode());
    }
}
