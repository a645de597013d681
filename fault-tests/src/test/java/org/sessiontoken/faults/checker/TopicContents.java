package org.sessiontoken.faults.checker;

import java.util.List;

/** What the topics hold, each partition in the order of its offsets. */
public record TopicContents(
        List<RequestRecord> requests, List<ReplyRecord> replies, List<DeadLetterRecord> deadLetters) {

    /** What belongs to the calls whose correlation IDs begin so. */
    public TopicContents of(String prefix) {
        List<RequestRecord> own = requests.stream()
                .filter(request -> request.correlationId().startsWith(prefix))
                .toList();
        return new TopicContents(
                own,
                replies.stream()
                        .filter(reply -> reply.correlationId().startsWith(prefix))
                        .toList(),
                deadLetters.stream()
                        .filter(letter -> own.stream().anyMatch(letter::isOf))
                        .toList());
    }
}
