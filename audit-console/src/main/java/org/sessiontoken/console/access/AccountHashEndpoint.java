package org.sessiontoken.console.access;

import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.value.AccountId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Tells an auditor the hash of an account, so that the page searches by the hash and no URL has the ID. Viewers may not ask: they
 * could try account IDs until they know whose hash they see.
 */
@RestController
final class AccountHashEndpoint {

    private final AccountHashes hashes;

    AccountHashEndpoint(AccountHashes hashes) {
        this.hashes = hashes;
    }

    /** An account. */
    record Account(String id) {}

    /** What stands for it. */
    record Hashed(AccountHash hash) {}

    @PostMapping("/api/account-hashes")
    Hashed hash(@RequestBody Account account) {
        try {
            return new Hashed(hashes.of(new AccountId(account.id())));
        } catch (IllegalArgumentException refused) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, refused.getMessage());
        }
    }
}
