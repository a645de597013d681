package org.sessiontoken.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code client.id} of a consumer of {@link Topics#REQUESTS}: {@code session-token-broker.<instance>.<process>.<number>}.
 * It tells whoever describes the consumer group which consumers are of one instance. The instance's name is that of its
 * configuration; two processes may have the same one, so that each adds eight random characters. The number tells the
 * consumers of a process apart.
 */
public final class ConsumerClientId {

    private static final String PREFIX = "session-token-broker.";
    private static final Pattern FORM = Pattern.compile(Pattern.quote(PREFIX) + "(.+\\.[0-9a-z]{8})\\.[0-9]+");

    private ConsumerClientId() {}

    /**
     * The client ID of a consumer.
     *
     * @param instance the name of the broker instance
     * @param process eight lower-case letters and digits that the process has drawn
     * @param number the number of the consumer within the process
     */
    public static String of(String instance, String process, int number) {
        return PREFIX + instance + "." + process + "." + number;
    }

    /** The instance's name with the characters of its process; empty if the client ID has another form. */
    public static Optional<String> instanceOf(String clientId) {
        Matcher form = FORM.matcher(clientId);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }
}
