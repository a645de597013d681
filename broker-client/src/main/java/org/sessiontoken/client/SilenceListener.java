package org.sessiontoken.client;

import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns of broker instances that fall silent. */
interface SilenceListener {

    /** Says that an instance has given no reply for this long, while another one has. */
    void isSilent(String instance, long sinceMs);

    /** Says that it answers again, after this long. */
    void answersAgain(String instance, long afterMs);

    /** Logs each silence once. */
    final class Log implements SilenceListener {

        private static final Logger LOG = LoggerFactory.getLogger(Log.class);

        @Override
        public void isSilent(String instance, long sinceMs) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.INSTANCE, instance)
                    .addKeyValue(LogKeys.DURATION, sinceMs)
                    .log("A broker instance gives no replies, while others do: requests avoid it, and those that it has"
                            + " and that may be repeated are sent to another instance");
        }

        @Override
        public void answersAgain(String instance, long afterMs) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.INSTANCE, instance)
                    .addKeyValue(LogKeys.DURATION, afterMs)
                    .log("A broker instance that gave no replies answers again");
        }
    }
}
