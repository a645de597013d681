/** JSON factories, for all modules that read or write JSON. */
@NullMarked
package org.sessiontoken.json;

import org.jspecify.annotations.NullMarked;
