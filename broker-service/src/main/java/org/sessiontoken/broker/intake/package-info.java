/**
 * Takes requests from their topic. They are processed in any order, within bounds, and committed in order; a record that
 * cannot be read becomes a dead letter.
 *
 * <p>A {@link org.sessiontoken.broker.intake.RequestConsumer} polls; its
 * {@link org.sessiontoken.answering.offsets.OffsetTracker} knows what is unfinished; the
 * {@link org.sessiontoken.broker.intake.RequestDispatcher} turns each record into a reply or a dead letter.
 */
@NullMarked
package org.sessiontoken.broker.intake;

import org.jspecify.annotations.NullMarked;
