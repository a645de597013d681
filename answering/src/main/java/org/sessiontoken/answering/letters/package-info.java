/**
 * Makes dead letters of the records that have no reply, and names records in log lines.
 *
 * <p>{@link org.sessiontoken.answering.letters.DeadLetters} makes a
 * {@link org.sessiontoken.answering.letters.DeadLetter}; the service writes it.
 */
@NullMarked
package org.sessiontoken.answering.letters;

import org.jspecify.annotations.NullMarked;
