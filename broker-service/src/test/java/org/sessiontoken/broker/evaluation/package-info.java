@NullMarked
package org.sessiontoken.broker.evaluation;

import org.jspecify.annotations.NullMarked;
