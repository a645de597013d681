@NullMarked
package org.sessiontoken.answering.keys;

import org.jspecify.annotations.NullMarked;
