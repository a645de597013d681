/** Callers that write down what they see. */
@NullMarked
package org.sessiontoken.faults.load;

import org.jspecify.annotations.NullMarked;
