/** Tests of reading single events, and the topics that they and other tests write to. */
@NullMarked
package org.sessiontoken.console.event;

import org.jspecify.annotations.NullMarked;
