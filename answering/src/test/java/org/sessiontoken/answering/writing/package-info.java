@NullMarked
package org.sessiontoken.answering.writing;

import org.jspecify.annotations.NullMarked;
