package org.sessiontoken.console.permit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sessiontoken.console.permit.UserPermits.Shortage;

class UserPermitsTest {

    @Test
    void leaveHalfOfThemToOthers() {
        UserPermits permits = new UserPermits(4);

        assertThat(permits.acquire("anna")).isEmpty();
        assertThat(permits.acquire("anna")).isEmpty();
        assertThat(permits.acquire("anna")).contains(Shortage.OF_THE_USER);
        assertThat(permits.acquire("victor")).isEmpty();
        assertThat(permits.acquire("victor")).isEmpty();
        assertThat(permits.acquire("otto")).contains(Shortage.OF_ALL);
    }

    @Test
    void areThereAgainOnceTheyAreGivenBack() {
        UserPermits permits = new UserPermits(1);
        assertThat(permits.acquire("anna")).isEmpty();
        assertThat(permits.acquire("victor")).contains(Shortage.OF_ALL);

        permits.release("anna");

        assertThat(permits.acquire("victor")).isEmpty();
        assertThat(permits.taken()).isOne();
    }
}
