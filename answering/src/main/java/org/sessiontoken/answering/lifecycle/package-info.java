/**
 * How the parts of a service run and stop: its background tasks with their liveness and metrics, and the order of the shutdown.
 */
@NullMarked
package org.sessiontoken.answering.lifecycle;

import org.jspecify.annotations.NullMarked;
