/** Tests of the commands, on a real Kafka. */
@NullMarked
package org.sessiontoken.console.shell;

import org.jspecify.annotations.NullMarked;
