/**
 * Follows the topics and puts what it reads into the index: without a group, from where the index ends, and over everything that
 * cannot be read.
 */
@NullMarked
package org.sessiontoken.console.tail;

import org.jspecify.annotations.NullMarked;
