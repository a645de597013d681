package org.sessiontoken.console.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AccountId;

/**
 * An account as somebody may see it.
 *
 * @param hash stands for the account, for everybody
 * @param id names the account, for those who may see it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownAccount(AccountHash hash, @Nullable AccountId id) {}
