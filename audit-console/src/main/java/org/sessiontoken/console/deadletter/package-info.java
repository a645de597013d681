/**
 * The records that the broker could not read: which there are and why, and one of them opened, where the operator has given the
 * console the key. {@link org.sessiontoken.console.deadletter.RecentLetters} knows them.
 */
@NullMarked
package org.sessiontoken.console.deadletter;

import org.jspecify.annotations.NullMarked;
