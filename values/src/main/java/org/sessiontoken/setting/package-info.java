/** How the texts of settings are read, the same in every program and every backend, so that none means what nobody meant. */
@NullMarked
package org.sessiontoken.setting;

import org.jspecify.annotations.NullMarked;
