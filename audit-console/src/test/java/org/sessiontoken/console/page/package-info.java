/**
 * Tries the page in a real Chromium, as a person would: the page's own files under the headers that the console sends, before a
 * console whose answers are examples.
 */
@NullMarked
package org.sessiontoken.console.page;

import org.jspecify.annotations.NullMarked;
