@NullMarked
package org.sessiontoken.kafka.rights;

import org.jspecify.annotations.NullMarked;
