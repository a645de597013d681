/** Single events, read from Kafka at the moment they are shown: {@link org.sessiontoken.console.event.EventReader} reads them. */
@NullMarked
package org.sessiontoken.console.event;

import org.jspecify.annotations.NullMarked;
