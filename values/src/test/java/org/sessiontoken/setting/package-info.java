/** Tests of how settings are read. */
@NullMarked
package org.sessiontoken.setting;

import org.jspecify.annotations.NullMarked;
