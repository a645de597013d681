/** What runs in the background: each task is started and closed with the console, and liveness and metrics follow it. */
@NullMarked
package org.sessiontoken.console.task;

import org.jspecify.annotations.NullMarked;
