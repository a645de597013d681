/** The bean of the module's README.md, in a package of its own: it can use what applications can. */
@NullMarked
package org.sessiontoken.autoconfigure.readme;

import org.jspecify.annotations.NullMarked;
