@NullMarked
package org.sessiontoken.standalone;

import org.jspecify.annotations.NullMarked;
