package org.sessiontoken.adapter.sessiontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.client.SessionTokenReply;

class InFlightTest {

    private static final String BODY = "{\"parameters\":[]}";

    private final ScriptedBroker broker = new ScriptedBroker();
    private final List<CompletableFuture<SessionTokenReply>> replies = new CopyOnWriteArrayList<>();

    private CompletableFuture<SessionTokenReply> notYet() {
        CompletableFuture<SessionTokenReply> reply = new CompletableFuture<>();
        replies.add(reply);
        return reply;
    }

    @Test
    void threeHundredRequestsWaitAtOnceOnTwoThreads() {
        broker.answersWith(ask -> notYet());
        try (AdapterUnderTest adapter =
                AdapterUnderTest.start(broker, "server.tomcat.threads.max=2", "server.tomcat.threads.min-spare=2")) {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 300)
                    .mapToObj(i -> adapter.sendAsync(adapter.tokenRequest(BODY).header("x-correlation-id", "same")))
                    .toList();
            await().atMost(Duration.ofSeconds(30)).until(() -> replies.size() == 300);
            assertThat(answers).noneMatch(CompletableFuture::isDone);

            replies.forEach(reply -> reply.complete(ScriptedBroker.issued(ScriptedBroker.TOKEN)));

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer)
                            .succeedsWithin(Duration.ofSeconds(30))
                            .returns(200, HttpResponse::statusCode));
        }
    }

    @Test
    void aRequestIsAnsweredWhileTheAdapterStops() {
        broker.answersWith(ask -> notYet());
        AdapterUnderTest adapter = AdapterUnderTest.start(broker);
        CompletableFuture<HttpResponse<String>> answer = adapter.sendAsync(adapter.tokenRequest(BODY));
        await().until(() -> replies.size() == 1);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(adapter::close);
        await().until(() -> isClosedToNewcomers(adapter));
        replies.get(0).complete(ScriptedBroker.issued(ScriptedBroker.TOKEN));

        assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).returns(200, HttpResponse::statusCode);
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
    }

    private static boolean isClosedToNewcomers(AdapterUnderTest adapter) {
        try {
            adapter.sendRaw("GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return false;
        } catch (java.io.IOException refused) {
            return true;
        }
    }

    @Test
    void aReplyThatNeverComesIsGivenUpAfterTheDeadline() {
        broker.answersWith(ask -> notYet());
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "ags.adapter.deadline=10ms")) {
            HttpResponse<String> answer = adapter.send(adapter.tokenRequest(BODY));

            assertThat(answer.statusCode()).isEqualTo(504);
        }
    }
}
