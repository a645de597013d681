@NullMarked
package org.sessiontoken.broker.lifecycle;

import org.jspecify.annotations.NullMarked;
