@NullMarked
package org.sessiontoken.answering;

import org.jspecify.annotations.NullMarked;
