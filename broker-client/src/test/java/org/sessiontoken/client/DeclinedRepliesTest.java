package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.event.Outcome;

class DeclinedRepliesTest {

    @Test
    void expireARequestWithoutAReplyAndInviteNoRetryAsItsOutcomeIsUnknown() {
        Declined reply = DeclinedReplies.noReply(Samples.REQUEST);

        assertThat(reply.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(reply.reason().value()).isEqualTo("no-reply");
        assertThat(reply.retryAfter()).isEmpty();
    }

    @Test
    void tellTheCallerWhatToChangeIfTheParametersAreTooLarge() {
        Declined reply = DeclinedReplies.tooLarge(Samples.REQUEST);

        assertThat(reply.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(reply.reason().value()).isEqualTo("parameters-too-large");
        assertThat(reply.detail())
                .hasValueSatisfying(detail -> assertThat(detail).contains("shorten"));
    }

    @ParameterizedTest
    @EnumSource
    void inviteARetryIfTheClientIsUnavailable(ClientReason reason) {
        Declined reply = DeclinedReplies.unavailable(Samples.REQUEST, reason);

        assertThat(reply.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(reply.reason()).isEqualTo(reason.code());
        assertThat(reply.detail()).isEqualTo(Optional.empty());
        assertThat(reply.retryAfter()).isPresent();
    }
}
