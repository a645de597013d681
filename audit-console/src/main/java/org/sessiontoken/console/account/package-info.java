/**
 * What is shown of an account. Whoever may not see account IDs gets keyed hashes of them, in rows, events and links alike:
 * a feature turns every account ID that leaves the console into a {@link org.sessiontoken.console.account.ShownAccount}.
 */
@NullMarked
package org.sessiontoken.console.account;

import org.jspecify.annotations.NullMarked;
