package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;

/** What {@code deploy/mirror-maker.properties} copies to a second cluster. */
class MirrorMakerTest {

    private static List<String> patterns(String key) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(SourceTree.text("deploy/mirror-maker.properties")));
        return List.of(properties.getProperty(key).split(" *, *"));
    }

    @Test
    void copiesWhatMustNotBeLostAndNothingElse() throws IOException {
        List<String> copied = patterns("topics");

        assertThat(Stream.of(
                                Topics.REQUESTS,
                                Topics.REPLIES_PREFIX + "http-adapter",
                                Topics.DEAD_LETTERS,
                                Topics.AUTH_SERVICES,
                                Topics.BREAKERS,
                                Topics.FAILURES,
                                Topics.ACCESSES)
                        .filter(topic -> copied.stream().anyMatch(topic::matches)))
                .containsExactly(
                        Topics.REPLIES_PREFIX + "http-adapter", Topics.DEAD_LETTERS, Topics.BREAKERS, Topics.ACCESSES);
    }

    /** MirrorMaker leaves out {@code min.insync.replicas} unless it is told otherwise. */
    @Test
    void makesCopiesThatAreAsSafe() throws IOException {
        List<String> leftOut = patterns("config.properties.exclude");

        assertThat(List.of("min.insync.replicas", "unclean.leader.election.enable", "retention.ms", "cleanup.policy"))
                .noneMatch(setting -> leftOut.stream().anyMatch(setting::matches));
        assertThat(leftOut).anyMatch("message.timestamp.type"::matches);
    }
}
