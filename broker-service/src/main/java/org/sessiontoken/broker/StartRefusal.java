package org.sessiontoken.broker;

import org.sessiontoken.broker.topics.StartRefusedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Ends the process when the broker refuses to take up its work: an operator sees at once that it does not run, and why in the
 * last line of the log.
 */
final class StartRefusal implements ApplicationListener<PayloadApplicationEvent<StartRefusedEvent>> {

    /** The exit status, which sysexits.h calls a configuration error. */
    private static final int EXIT_STATUS = 78;

    /** Without shutdown hooks: no request has been taken, and what they log would come after the reason. */
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<StartRefusedEvent> event) {
        Runtime.getRuntime().halt(EXIT_STATUS);
    }
}
