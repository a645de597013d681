/**
 * The console from a shell: {@code token-broker audit tail|find|show|export}. It reads Kafka itself, for a time that is bounded, with the
 * login of whoever calls it, and says what it has looked at; there is no index, and no role: Kafka's rights decide.
 *
 * <p>{@link org.sessiontoken.console.shell.AuditCommand} is the command, and {@link org.sessiontoken.console.shell.Shell} what it writes
 * to. Nothing of a record gets there as it was found: {@code VisibleText} escapes what a terminal would obey.
 */
@NullMarked
package org.sessiontoken.console.shell;

import org.jspecify.annotations.NullMarked;
