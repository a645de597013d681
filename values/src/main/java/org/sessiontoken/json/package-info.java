/** What all that reads and writes JSON has in common. */
@NullMarked
package org.sessiontoken.json;

import org.jspecify.annotations.NullMarked;
