/**
 * Files that may change while a program runs, such as key sets and certificates.
 *
 * <p>{@link org.sessiontoken.files.FollowedFiles} keeps what a fixed set of files contains: a change is taken as a whole or
 * not at all, and the earlier contents stay in use while the new ones are refused. Whoever reads other files from one time to
 * the next looks for changes with a {@link org.sessiontoken.files.FileWatch}.
 *
 * <p>Contents are compared, not modification times, so that links that are swapped, as those of mounted secrets are, count as
 * changes, and files that are merely touched do not.
 */
@NullMarked
package org.sessiontoken.files;

import org.jspecify.annotations.NullMarked;
