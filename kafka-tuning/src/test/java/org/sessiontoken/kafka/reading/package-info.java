@NullMarked
package org.sessiontoken.kafka.reading;

import org.jspecify.annotations.NullMarked;
