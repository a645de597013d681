/**
 * The adapter's background tasks: their lifecycle, their part in the liveness probe, and their metrics.
 *
 * <p>A feature declares a {@link org.sessiontoken.adapter.background.BackgroundTaskLifecycle} as a bean, or a
 * {@link org.sessiontoken.adapter.background.TaskProvider} for tasks that something else runs.
 */
@NullMarked
package org.sessiontoken.adapter.background;

import org.jspecify.annotations.NullMarked;
