@NullMarked
package org.sessiontoken.kafka.topics;

import org.jspecify.annotations.NullMarked;
