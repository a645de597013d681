@NullMarked
package org.sessiontoken.broker.answered;

import org.jspecify.annotations.NullMarked;
