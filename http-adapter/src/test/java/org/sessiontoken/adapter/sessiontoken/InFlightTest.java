package org.sessiontoken.adapter.sessiontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.client.SessionTokenReply;

class InFlightTest {

    private static final String BODY = "{\"parameters\":[]}";
    private static final String POST = "POST /ags/getSessionToken HTTP/1.1\r\n";
    private static final String HEADERS = """
            Host: a\r
            x-auth-service-id: a\r
            nv-tenant-id: t\r
            """;
    private static final String CONTENT = "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    private static final String DOCUMENT_END = "correlationId: {type: string}\n";
    private static final String ALL = "Connection: close\r\n" + CONTENT;

    private final ScriptedBroker broker = new ScriptedBroker();
    private final List<CompletableFuture<SessionTokenReply>> replies = new CopyOnWriteArrayList<>();

    private CompletableFuture<SessionTokenReply> notYet() {
        CompletableFuture<SessionTokenReply> reply = new CompletableFuture<>();
        replies.add(reply);
        return reply;
    }

    @Test
    void threeHundredRequestsWaitAtOnceOnTwoThreads() {
        broker.onRequest(request -> notYet());
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

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 17\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n11\r\n{"})
    void bodiesThatDoNotComeHoldUpNobodyElse(String begun) throws IOException {
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker);
                Connections slow = new Connections()) {
            for (int i = 0; i < 50; i++) {
                slow.add(adapter.sendPart(POST + HEADERS + begun));
                slow.add(adapter.sendPart("POST /nowhere HTTP/1.1\r\nHost: a\r\n" + begun));
            }

            assertThat(adapter.sendRaw(POST + HEADERS + ALL)).startsWith("HTTP/1.1 200 ");

            slow.finish("\"parameters\":[]}\r\n0\r\n\r\n");
            assertThat(slow.statuses()).hasSize(100).containsOnly("HTTP/1.1 200", "HTTP/1.1 404");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30_000})
    void nobodyIsKeptOutByAThousandBodiesThatDoNotCome(int sent) throws IOException {
        String begun = POST + HEADERS + "Content-Length: 60001\r\n\r\n" + " ".repeat(sent);
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "server.tomcat.connection-timeout=60s");
                Connections slow = new Connections();
                Connections good = new Connections()) {
            for (int i = 0; i < 1_100; i++) {
                slow.add(adapter.sendPart(begun));
            }

            good.add(adapter.sendPart(POST + HEADERS + "Content-Length: 17\r\n\r\n{"));
            good.finish("\"parameters\":[]}");
            assertThat(good.statuses()).containsExactly("HTTP/1.1 200");
            assertThat(adapter.sendRaw(POST + HEADERS + ALL)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aBodyWhoseFirstKilobyteArrivesDropByDropIsRefused() throws IOException {
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker);
                Socket slow = adapter.sendPart(POST + HEADERS + "Content-Length: 60001\r\n\r\n{")) {
            slow.setSoTimeout(100);
            await().pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreException(SocketTimeoutException.class)
                    .until(() -> {
                        slow.getOutputStream().write(' ');
                        return Connections.status(slow).equals("HTTP/1.1 408");
                    });
        }
    }

    /** With a longer timeout, a thread that waits for a caller who does not read waits for as long as this test takes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /actuator/prometheus HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /ags/servicediscovery HTTP/1.1\r\nHost: a\r\nnv-tenant-id: t\r\n\r\n",
                POST + HEADERS + "Content-Length: 2\r\n\r\n{}",
                POST + HEADERS + "Content-Length: 17\r\n\r\n{\"parameters\":[]}"
            })
    void callersThatDoNotReadHoldUpNobody(String request) throws IOException {
        byte[] requests = request.repeat(120).getBytes(StandardCharsets.US_ASCII);
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "server.tomcat.connection-timeout=10m");
                Connections slow = new Connections()) {
            for (int i = 0; i < 12; i++) {
                Socket socket = slow.add(new Socket());
                socket.setReceiveBufferSize(1024);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.port()));
                socket.getOutputStream().write(requests);
            }

            for (int i = 0; i < 50; i++) {
                assertThat(adapter.sendRaw(POST + HEADERS + ALL)).startsWith("HTTP/1.1 200 ");
                assertThat(adapter.sendRaw("GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n"))
                        .startsWith("HTTP/1.1 200 ")
                        .endsWith(DOCUMENT_END);
            }
        }
    }

    @Test
    void anAddressHoldsNoMoreConnectionsThanItMay() throws IOException {
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "ags.adapter.max-connections-per-address=3");
                Connections held = new Connections()) {
            for (int i = 0; i < 3; i++) {
                held.add(adapter.sendPart("GET"));
            }
            await().until(() -> isClosedToNewcomers(adapter));

            held.close();

            for (int i = 0; i < 10; i++) {
                await().ignoreException(IOException.class)
                        .until(() -> adapter.sendRaw(POST + HEADERS + ALL).startsWith("HTTP/1.1 200 "));
            }
        }
    }

    /** Otherwise the thread that reads all replies would wait for a caller that sends requests and never reads responses. */
    @Test
    void aConnectionCarriesNoMoreAnswersThanItsBuffersHold() throws IOException {
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker)) {
            String answers = adapter.sendRaw((POST + HEADERS + CONTENT).repeat(100));

            assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(101);
            assertThat(answers.split("Connection: close", -1)).hasSize(2);
        }
    }

    /** Connections on which part of a request was sent. */
    private static final class Connections implements AutoCloseable {

        private final List<Socket> open = new ArrayList<>();

        Socket add(Socket socket) {
            open.add(socket);
            return socket;
        }

        void finish(String rest) throws IOException {
            for (Socket socket : open) {
                socket.getOutputStream().write(rest.getBytes(StandardCharsets.US_ASCII));
            }
        }

        List<String> statuses() throws IOException {
            List<String> statuses = new ArrayList<>();
            for (Socket socket : open) {
                statuses.add(status(socket));
            }
            return statuses;
        }

        static String status(Socket socket) throws IOException {
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(start, StandardCharsets.US_ASCII);
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
        broker.onRequest(request -> notYet());
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
            return adapter.sendRaw("GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .isEmpty();
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void aReplyThatNeverComesIsGivenUpAfterTheDeadline() throws IOException {
        broker.onRequest(request -> notYet());
        try (AdapterUnderTest adapter = AdapterUnderTest.start(broker, "ags.adapter.deadline=10ms")) {
            assertThat(adapter.sendRaw(POST + HEADERS + ALL)).startsWith("HTTP/1.1 504 ");
        }
    }
}
