@NullMarked
package org.sessiontoken.broker.topics;

import org.jspecify.annotations.NullMarked;
