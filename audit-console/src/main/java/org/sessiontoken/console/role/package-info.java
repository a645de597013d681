/** What a user may see. Every feature asks {@link org.sessiontoken.console.role.Role} of a request, and no other class. */
@NullMarked
package org.sessiontoken.console.role;

import org.jspecify.annotations.NullMarked;
