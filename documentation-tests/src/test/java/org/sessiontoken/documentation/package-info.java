/**
 * Holds the documents to what they say.
 *
 * <p>Every block of code in every document is claimed by a {@link org.sessiontoken.documentation.BlockBinding}, which
 * compares it with the code, with the build or with the configuration's metadata; commands of the README's tour are run
 * against a started standalone program by {@code TourIT}. What no binding claims fails the build.
 */
@NullMarked
package org.sessiontoken.documentation;

import org.jspecify.annotations.NullMarked;
