@NullMarked
package org.sessiontoken.session.token;

import org.jspecify.annotations.NullMarked;
