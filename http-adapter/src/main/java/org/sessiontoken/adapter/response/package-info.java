/** HTTP responses: written at once, or later and without a thread that waits meanwhile. */
@NullMarked
package org.sessiontoken.adapter.response;

import org.jspecify.annotations.NullMarked;
