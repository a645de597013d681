/** Tests of what configuration is refused. */
@NullMarked
package org.sessiontoken.configuration;

import org.jspecify.annotations.NullMarked;
