@NullMarked
package org.sessiontoken.autoconfigure;

import org.jspecify.annotations.NullMarked;
