/** The one way out: everything that the broker writes to Kafka is written here. */
@NullMarked
package org.sessiontoken.broker.reply;

import org.jspecify.annotations.NullMarked;
