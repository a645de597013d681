/** Why something is not shown, as problem details (RFC 9457): {@link org.sessiontoken.console.problem.ConsoleProblem} lists the reasons. */
@NullMarked
package org.sessiontoken.console.problem;

import org.jspecify.annotations.NullMarked;
