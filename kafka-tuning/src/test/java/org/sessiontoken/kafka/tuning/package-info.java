@NullMarked
package org.sessiontoken.kafka.tuning;

import org.jspecify.annotations.NullMarked;
