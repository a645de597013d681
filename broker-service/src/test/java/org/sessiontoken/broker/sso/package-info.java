@NullMarked
package org.sessiontoken.broker.sso;

import org.jspecify.annotations.NullMarked;
