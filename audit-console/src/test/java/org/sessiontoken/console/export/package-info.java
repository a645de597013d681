/** Exports, as programs and spreadsheets read them. */
@NullMarked
package org.sessiontoken.console.export;

import org.jspecify.annotations.NullMarked;
