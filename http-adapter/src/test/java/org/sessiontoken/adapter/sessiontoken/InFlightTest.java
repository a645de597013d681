package org.sessiontoken.adapter.sessiontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
    void bodiesThatDoNotComeHoldUpNobodyElse() throws IOException {
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "ags.adapter.most-in-flight=1");
                Connections slow = new Connections()) {
            for (int i = 0; i < SlowBodies.THREADS; i++) {
                slow.add(adapter.sendPart(post("", "{")));
            }
            awaitWaitingThreads();

            assertThat(adapter.sendRaw(post("Connection: close\r\n", BODY))).startsWith("HTTP/1.1 200 ");

            slow.finishFirst();
        }
    }

    @Test
    void bodiesThatDoNotComeAreRefusedWhenTooManyWaitAlready() throws IOException {
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "ags.adapter.most-in-flight=1");
                Connections slow = new Connections()) {
            for (int i = 0; i < SlowBodies.THREADS + 1; i++) {
                slow.add(adapter.sendPart(post("", "{")));
            }
            awaitWaitingThreads();

            // The first of these may still find room in the queue, and then wait for as long as the rest.
            await().ignoreExceptions().untilAsserted(() -> {
                Socket another = slow.add(adapter.sendPart(post("", "{")));
                another.setSoTimeout(200);
                assertThat(firstLine(another)).startsWith("HTTP/1.1 503");
            });
        }
    }

    private static String post(String headers, String body) {
        return "POST /ags/getSessionToken HTTP/1.1\r\nHost: a\r\nx-auth-service-id: a\r\nnv-tenant-id: t\r\n" + headers
                + "Content-Length: " + BODY.length() + "\r\n\r\n" + body;
    }

    private static void awaitWaitingThreads() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("slow-body-"))
                        .count()
                >= SlowBodies.THREADS);
    }

    private static String firstLine(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
    }

    /** Connections on which the first byte of a body was sent and no more. */
    private static final class Connections implements AutoCloseable {

        private final List<Socket> open = new ArrayList<>();

        Socket add(Socket socket) {
            open.add(socket);
            return socket;
        }

        void finishFirst() throws IOException {
            Socket first = open.get(0);
            first.getOutputStream().write(BODY.substring(1).getBytes(StandardCharsets.US_ASCII));
            assertThat(firstLine(first)).isEqualTo("HTTP/1.1 200");
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : open) {
                socket.close();
            }
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
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void aReplyThatNeverComesIsGivenUpAfterTheDeadline() throws IOException {
        broker.answersWith(ask -> notYet());
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "ags.adapter.deadline=10ms")) {
            String answer = adapter.sendRaw(post("Connection: close\r\n", BODY));

            assertThat(answer).startsWith("HTTP/1.1 504 ");
        }
    }
}
