@NullMarked
package org.sessiontoken.broker.reply;

import org.jspecify.annotations.NullMarked;
