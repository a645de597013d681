@NullMarked
package org.sessiontoken.broker.sso.callout;

import org.jspecify.annotations.NullMarked;
