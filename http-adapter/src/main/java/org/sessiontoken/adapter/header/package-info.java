/** The request headers that all calls share: the tenant and the correlation ID. */
@NullMarked
package org.sessiontoken.adapter.header;

import org.jspecify.annotations.NullMarked;
