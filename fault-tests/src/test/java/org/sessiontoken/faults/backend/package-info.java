/** An auth service for these tests, dropped beside the packaged broker. */
@NullMarked
package org.sessiontoken.faults.backend;

import org.jspecify.annotations.NullMarked;
