@NullMarked
package org.sessiontoken.answering.topics;

import org.jspecify.annotations.NullMarked;
