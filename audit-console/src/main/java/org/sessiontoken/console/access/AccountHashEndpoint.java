package org.sessiontoken.console.access;

import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.problem.ConsoleProblem;
import org.sessiontoken.value.AccountId;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

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
    record Account(@Nullable String id) {}

    /** What stands for it. */
    record Hashed(AccountHash hash) {}

    @PostMapping("/api/account-hashes")
    ResponseEntity<?> hash(@RequestBody Account account) {
        String id = account.id();
        if (id == null) {
            return ConsoleProblem.MALFORMED_PARAMETER.answer("id must be given: the ID of an account");
        }
        try {
            return ResponseEntity.ok(new Hashed(hashes.of(new AccountId(id))));
        } catch (IllegalArgumentException refused) {
            return ConsoleProblem.MALFORMED_PARAMETER.answer(refused.getMessage());
        }
    }

    @ExceptionHandler
    ResponseEntity<Object> malformed(HttpMessageNotReadableException refused) {
        return ConsoleProblem.MALFORMED_PARAMETER.answer("the body must be JSON with the ID of an account as id");
    }
}
