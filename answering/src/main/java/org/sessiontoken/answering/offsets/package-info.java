/**
 * Commits what is done.
 *
 * <p>{@link org.sessiontoken.answering.offsets.OffsetTracker} knows which records have begun and which are done, in whatever order, and
 * {@link org.sessiontoken.answering.offsets.OffsetCommits} commits what lies below the first that is not.
 */
@NullMarked
package org.sessiontoken.answering.offsets;

import org.jspecify.annotations.NullMarked;
