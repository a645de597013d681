@NullMarked
package org.sessiontoken.certificates;

import org.jspecify.annotations.NullMarked;
