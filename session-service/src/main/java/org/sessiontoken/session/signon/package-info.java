/**
 * Decides who signs on with a session token. The order of the records in a partition of the sign-on topic is the decision: the
 * first valid attempt wins.
 *
 * <p>{@link org.sessiontoken.session.signon.SignOnLog} is one partition, read from a record on. What it says of an attempt
 * depends on the records before it, on what the token is good for, and on nothing else: on no clock, no lock, and no word of the
 * instance that owns the partition. So whoever reads the same records says the same, be it for the second time, in place of an
 * instance that was killed, or as an instance that was stopped, lost the partition, and does not know it.
 */
@NullMarked
package org.sessiontoken.session.signon;

import org.jspecify.annotations.NullMarked;
