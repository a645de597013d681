@NullMarked
package org.sessiontoken.broker.guard;

import org.jspecify.annotations.NullMarked;
