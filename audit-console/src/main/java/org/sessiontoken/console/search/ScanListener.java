package org.sessiontoken.console.search;

import java.time.Instant;
import org.sessiontoken.console.index.FlowRow;

/** Is told what a scan finds, by the thread of the scan. */
public interface ScanListener {

    /** A request that is wanted; the same one may be told again when more of it is known. */
    void row(FlowRow row);

    /**
     * How far the scan is.
     *
     * @param scanned how many records were looked at
     * @param of how many there are
     * @param at up to when everything was looked at
     * @return whether the scan is to go on
     */
    boolean progress(long scanned, long of, Instant at);
}
