package org.sessiontoken.client;

import org.sessiontoken.event.SignOnCodec;
import org.sessiontoken.event.SignOnEvent;

/**
 * Sends attempts to sign on, each once, to the partition that Kafka's partitioner chooses by its key: attempts for a token count
 * nowhere else, so there is no other instance to ask. Safe for all threads.
 */
final class SignOnSender {

    private final RequestSender sender;
    private final RequestObservations observations;

    SignOnSender(RequestSender sender, RequestObservations observations) {
        this.sender = sender;
        this.observations = observations;
    }

    /** Sends an attempt. If that fails, its entry is completed. */
    void send(SignOnEvent event, ReplyTable.Entry<SignOnReply> entry) {
        Sending sending = observations.send(Message.of(event));
        sender.send(
                SignOnCodec.write(event.withTrace(sending.trace())),
                sending::acknowledged,
                reason -> sending.failed(reason, entry));
    }
}
