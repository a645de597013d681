/** The programs under test, each in a process of its own, and what is done to them. */
@NullMarked
package org.sessiontoken.faults.processes;

import org.jspecify.annotations.NullMarked;
