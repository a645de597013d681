@NullMarked
package org.sessiontoken.client;

import org.jspecify.annotations.NullMarked;
