/** Changes a program while it is loaded: its clock, or, for mutants, what it promises. */
@NullMarked
package org.sessiontoken.faults.agent;

import org.jspecify.annotations.NullMarked;
