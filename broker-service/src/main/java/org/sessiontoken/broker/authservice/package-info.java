/** The auth services that are configured: found by tenant and name, and published as the public catalogue. */
@NullMarked
package org.sessiontoken.broker.authservice;

import org.jspecify.annotations.NullMarked;
