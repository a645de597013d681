@NullMarked
package org.sessiontoken.broker.authservice;

import org.jspecify.annotations.NullMarked;
