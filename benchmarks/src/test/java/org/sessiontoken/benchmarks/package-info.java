/**
 * How fast the session-token broker is, beside raw Kafka (the floor) and beside what Spring gives by default (the peer), all
 * measured in one run on one machine.
 *
 * <p>{@link org.sessiontoken.benchmarks.Compare} is the run; {@link org.sessiontoken.benchmarks.Profile} tells where the
 * time goes; {@link org.sessiontoken.benchmarks.HotPaths} are micro benchmarks. What is measured against a bound of its own
 * has programs of its own: {@link org.sessiontoken.benchmarks.Soak}, {@link org.sessiontoken.benchmarks.Scale}, {@link
 * org.sessiontoken.benchmarks.Adapters} and {@link org.sessiontoken.benchmarks.Start}. The script {@code benchmarks/run}
 * starts each.
 */
@NullMarked
package org.sessiontoken.benchmarks;

import org.jspecify.annotations.NullMarked;
