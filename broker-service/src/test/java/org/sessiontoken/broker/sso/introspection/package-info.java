@NullMarked
package org.sessiontoken.broker.sso.introspection;

import org.jspecify.annotations.NullMarked;
