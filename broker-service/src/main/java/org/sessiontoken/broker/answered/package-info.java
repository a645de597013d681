/**
 * Finds out whether a record has its outcome already, by reading the topics on which outcomes are.
 *
 * <p>Asked only for records that may have been answered before, and for outcomes that come after the deadline; a fresh record
 * costs nothing. {@link org.sessiontoken.broker.answered.OutcomeLookup} is asked, {@code LookupStep} reads, and
 * {@code SeenOutcomes} decides.
 */
@NullMarked
package org.sessiontoken.broker.answered;

import org.jspecify.annotations.NullMarked;
