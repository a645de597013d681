package org.sessiontoken.answering.topics;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Ends the process when a service refuses to take up its work: an operator sees at once that it does not run, and why in the
 * last line of the log. For the service as a program; where it is a part of another program, it stays not ready.
 */
public final class StartRefusal implements ApplicationListener<PayloadApplicationEvent<StartRefusedEvent>> {

    /** The exit status, which sysexits.h calls a configuration error. */
    private static final int EXIT_STATUS = 78;

    /** Without shutdown hooks: no request has been taken, and what they log would come after the reason. */
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<StartRefusedEvent> event) {
        Runtime.getRuntime().halt(EXIT_STATUS);
    }
}
