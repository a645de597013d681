package org.sessiontoken.console.account;

import jakarta.servlet.http.HttpServletRequest;
import org.sessiontoken.value.AccountId;

/** Shows accounts to one user: with their IDs to auditors, by their hashes alone to all others. Safe for all threads. */
public final class AccountDisclosure {

    private final AccountHashes hashes;
    private final boolean showsIds;

    private AccountDisclosure(AccountHashes hashes, boolean showsIds) {
        this.hashes = hashes;
        this.showsIds = showsIds;
    }

    /** What whoever sent this request may see. The request must be the one that the security filters passed on. */
    public static AccountDisclosure to(HttpServletRequest request, AccountHashes hashes) {
        return new AccountDisclosure(hashes, request.isUserInRole(Role.AUDITOR.code()));
    }

    /** Whether account IDs are shown. */
    public boolean showsIds() {
        return showsIds;
    }

    /** The account as the user may see it. */
    public ShownAccount show(AccountId account) {
        return new ShownAccount(hashes.of(account), showsIds ? account : null);
    }
}
