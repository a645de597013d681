/** What log lines of the HTTP adapter call things. */
@NullMarked
package org.sessiontoken.adapter.log;

import org.jspecify.annotations.NullMarked;
