/**
 * Searches the requests and their outcomes, and says of each answer what it covers: in the index, or, for what is older, in Kafka
 * itself.
 */
@NullMarked
package org.sessiontoken.console.search;

import org.jspecify.annotations.NullMarked;
