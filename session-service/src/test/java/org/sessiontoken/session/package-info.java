@NullMarked
package org.sessiontoken.session;

import org.jspecify.annotations.NullMarked;
