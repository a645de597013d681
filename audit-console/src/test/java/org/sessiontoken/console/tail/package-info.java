@NullMarked
package org.sessiontoken.console.tail;

import org.jspecify.annotations.NullMarked;
