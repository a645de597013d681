/** JSON for JOSE (RFC 7515, 7516, 7519): reads and writes headers, claims and keys for the JWT library. */
@NullMarked
package org.sessiontoken.jose;

import org.jspecify.annotations.NullMarked;
