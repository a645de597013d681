/** JSON for JOSE (RFC 7515, 7516, 7519): how the JWT library reads and writes headers, claims and keys. */
@NullMarked
package org.sessiontoken.jose;

import org.jspecify.annotations.NullMarked;
