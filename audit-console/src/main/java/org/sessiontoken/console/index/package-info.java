/**
 * The local index of all requests and their outcomes: a cache of what is in Kafka and nothing else.
 *
 * <p>{@link org.sessiontoken.console.index.FlowIndex} is the way in. Whoever writes gets an
 * {@link org.sessiontoken.console.index.IndexWriter}, which stores rows and how far the topics are read in one transaction;
 * whoever reads gets an {@link org.sessiontoken.console.index.IndexSnapshot}, which has both as of the same moment. So an answer
 * can say what it covers, and never says more. The index is a folder that may be deleted at any time: it is built again.
 */
@NullMarked
package org.sessiontoken.console.index;

import org.jspecify.annotations.NullMarked;
