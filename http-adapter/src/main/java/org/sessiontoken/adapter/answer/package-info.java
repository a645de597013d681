/** Answering: at once, or later and without a thread that waits. */
@NullMarked
package org.sessiontoken.adapter.answer;

import org.jspecify.annotations.NullMarked;
