/**
 * How the broker's parts run and stop: its background tasks with their liveness and metrics, and the order of the shutdown.
 */
@NullMarked
package org.sessiontoken.broker.lifecycle;

import org.jspecify.annotations.NullMarked;
