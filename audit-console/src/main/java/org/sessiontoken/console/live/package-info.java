/**
 * Requests as they come, by server-sent events. {@link org.sessiontoken.console.live.LiveRing} keeps the last rows that the index
 * has written; each browser has a place in it, and one thread writes to all of them without waiting for any. So what a browser
 * costs is bounded: one that reads too slowly is told how many rows it has missed, and one that comes back goes on where it was.
 */
@NullMarked
package org.sessiontoken.console.live;

import org.jspecify.annotations.NullMarked;
