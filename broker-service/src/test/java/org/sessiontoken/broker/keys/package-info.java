@NullMarked
package org.sessiontoken.broker.keys;

import org.jspecify.annotations.NullMarked;
