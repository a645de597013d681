/** What all programs call things in logs, metrics and spans, and how they describe a failure without its message. */
@NullMarked
package org.sessiontoken.telemetry;

import org.jspecify.annotations.NullMarked;
