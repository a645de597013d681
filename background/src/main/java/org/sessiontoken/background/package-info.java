/**
 * Work that runs in the background, in one shape for all programs.
 *
 * <p>A {@link org.sessiontoken.background.Step} does one piece of the work; a
 * {@link org.sessiontoken.background.BackgroundTask} repeats it on a thread of its own, retries what fails with a growing
 * and varied delay, logs each outage once, and tells whether it is still alive. What has to happen once, at a certain time,
 * is scheduled on {@link org.sessiontoken.background.Timers}.
 */
@NullMarked
package org.sessiontoken.background;

import org.jspecify.annotations.NullMarked;
