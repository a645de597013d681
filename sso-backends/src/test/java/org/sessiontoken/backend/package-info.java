/** What the tests of all backends share. */
@NullMarked
package org.sessiontoken.backend;

import org.jspecify.annotations.NullMarked;
