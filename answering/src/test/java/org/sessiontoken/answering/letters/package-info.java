@NullMarked
package org.sessiontoken.answering.letters;

import org.jspecify.annotations.NullMarked;
