@NullMarked
package org.sessiontoken.broker.intake;

import org.jspecify.annotations.NullMarked;
