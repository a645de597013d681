/** Holds what callers saw against what the topics hold: {@link org.sessiontoken.faults.checker.Checker}. Only its word counts. */
@NullMarked
package org.sessiontoken.faults.checker;

import org.jspecify.annotations.NullMarked;
