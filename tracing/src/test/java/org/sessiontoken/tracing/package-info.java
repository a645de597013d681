@NullMarked
package org.sessiontoken.tracing;

import org.jspecify.annotations.NullMarked;
