/**
 * The audit console: operators see who asked for tokens, what came of it and why.
 *
 * <p>{@link org.sessiontoken.console.ConsoleApplication} runs it, alone or beside others in one JVM. The features are packages
 * of their own, each with a configuration class as its entry point; {@code task} watches what runs in the background.
 */
@NullMarked
package org.sessiontoken.console;

import org.jspecify.annotations.NullMarked;
