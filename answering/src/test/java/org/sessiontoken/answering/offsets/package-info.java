@NullMarked
package org.sessiontoken.answering.offsets;

import org.jspecify.annotations.NullMarked;
