/**
 * Faults on the packaged programs, each in a process of its own, under load: what is done, to whom and when follows from a
 * printed seed, and an independent {@linkplain org.sessiontoken.faults.checker.Checker checker} says what held.
 *
 * <p>{@link org.sessiontoken.faults.Run} is the run, {@link org.sessiontoken.faults.Scenarios} are the scenarios. The script
 * {@code fault-tests/run} starts it.
 */
@NullMarked
package org.sessiontoken.faults;

import org.jspecify.annotations.NullMarked;
