@NullMarked
package org.sessiontoken.console.search;

import org.jspecify.annotations.NullMarked;
