@NullMarked
package org.sessiontoken.broker.outbound;

import org.jspecify.annotations.NullMarked;
