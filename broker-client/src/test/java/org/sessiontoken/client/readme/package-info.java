/** The program of the module's README.md, in a package of its own: it can use what other programs can. */
@NullMarked
package org.sessiontoken.client.readme;

import org.jspecify.annotations.NullMarked;
