@NullMarked
package org.sessiontoken.answering.lifecycle;

import org.jspecify.annotations.NullMarked;
