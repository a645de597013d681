/**
 * Who asks, as the headers that all calls share say: the tenant and the call flow.
 */
@NullMarked
package org.sessiontoken.adapter.caller;

import org.jspecify.annotations.NullMarked;
