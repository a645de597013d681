/** The bodies of requests: read before anything else happens, without a thread that waits for them. */
@NullMarked
package org.sessiontoken.adapter.body;

import org.jspecify.annotations.NullMarked;
