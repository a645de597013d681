@NullMarked
package org.sessiontoken.backend.callout;

import org.jspecify.annotations.NullMarked;
