/** Tests of what both token backends share; their tests named after RFCs cover the rest. */
@NullMarked
package org.sessiontoken.backend.jwt;

import org.jspecify.annotations.NullMarked;
