/**
 * Exports of what a filter wants, for auditors: streamed page by page, so that an export takes no more memory than a page. Each ends
 * with a line that says what it covers; without that line it is not whole.
 */
@NullMarked
package org.sessiontoken.console.export;

import org.jspecify.annotations.NullMarked;
