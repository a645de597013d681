/**
 * What the house refuses, as rules over the compiled modules and over their sources.
 *
 * <p>Each {@link org.sessiontoken.architecture.HouseRule} names its remedy and brings classes that break it, so that a
 * rule that refuses nothing is found out. What only the source tells, such as catch blocks and literals, is a
 * {@link org.sessiontoken.architecture.SourceRule}. Breaking classes of rules that are tied to a module are in that module's
 * {@code …fixture} package, here among the tests; all others are in {@code fixture}.
 */
@NullMarked
package org.sessiontoken.architecture;

import org.jspecify.annotations.NullMarked;
