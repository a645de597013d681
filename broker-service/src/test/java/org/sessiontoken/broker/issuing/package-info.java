@NullMarked
package org.sessiontoken.broker.issuing;

import org.jspecify.annotations.NullMarked;
