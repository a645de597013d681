@NullMarked
package org.sessiontoken.backend.introspection;

import org.jspecify.annotations.NullMarked;
