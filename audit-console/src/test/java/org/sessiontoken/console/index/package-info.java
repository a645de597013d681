@NullMarked
package org.sessiontoken.console.index;

import org.jspecify.annotations.NullMarked;
