@NullMarked
package org.sessiontoken.broker.guessing;

import org.jspecify.annotations.NullMarked;
