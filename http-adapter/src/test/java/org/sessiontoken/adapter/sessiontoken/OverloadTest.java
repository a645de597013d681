package org.sessiontoken.adapter.sessiontoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.event.Outcome;

/** What is refused costs little, and leaves the connection to the next request. */
class OverloadTest {

    private static final String HEAD =
            "POST /ags/getSessionToken HTTP/1.1\r\nHost: a\r\nx-auth-service-id: a\r\n" + "nv-tenant-id: t\r\n";
    private static final String BODY = "{\"parameters\":[]}";
    private static final String WHOLE = HEAD + "Content-Length: 17\r\n\r\n" + BODY;
    private static final SessionTokenReply BUSY =
            ScriptedBroker.declined(Outcome.UNAVAILABLE, Optional.empty(), Optional.empty());

    private static ScriptedBroker broker;
    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        broker = new ScriptedBroker();
        adapter = AdapterUnderTest.start(broker);
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    /** The first two are written on a thread of the server, the third one on the client's. */
    @Test
    void aConnectionCarriesOnAfterRefusals() throws IOException {
        broker.replyWith(BUSY);
        try (Socket connection = adapter.sendPart(WHOLE)) {
            assertRefusedAndOpen(answer(connection));
            send(connection, WHOLE);
            assertRefusedAndOpen(answer(connection));

            CompletableFuture<SessionTokenReply> later = new CompletableFuture<>();
            broker.onRequest(request -> later);
            later.completeAsync(() -> BUSY);
            send(connection, WHOLE);
            assertRefusedAndOpen(answer(connection));

            broker.replyWith(ScriptedBroker.issued(ScriptedBroker.TOKEN));
            send(connection, WHOLE);
            assertThat(answer(connection)).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
        }
    }

    /** What the server remembers of a refusal must not keep a connection open that has lost its place. */
    @ParameterizedTest
    @ValueSource(strings = {"Host: a b", "Host: a\r\nHost: a"})
    void aMalformedRequestStillEndsTheConnection(String host) throws IOException {
        String malformed = WHOLE.replace("Host: a", host);
        broker.replyWith(BUSY);
        try (Socket connection = adapter.sendPart(WHOLE)) {
            assertRefusedAndOpen(answer(connection));

            send(connection, malformed);

            assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Connection: close");
        }
    }

    @Test
    void aCallerMayEndTheConnectionWithARefusal() throws IOException {
        broker.replyWith(BUSY);

        assertThat(adapter.sendRaw(HEAD + "Connection: close\r\nContent-Length: 17\r\n\r\n" + BODY))
                .startsWith("HTTP/1.1 503 ")
                .contains("Connection: close");
    }

    @Test
    void aRequestIsRefusedBeforeItIsRead() throws IOException {
        ScriptedBroker full = new ScriptedBroker();
        full.refuseAll(BUSY);
        try (AdapterUnderTest busy = AdapterUnderTest.start(full);
                Socket connection = busy.sendPart(HEAD + "Content-Length: 8\r\n\r\nno JSON!")) {
            assertRefusedAndOpen(answer(connection));
            assertThat(full.requests()).isEmpty();
        }
    }

    private static void assertRefusedAndOpen(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 1\r\n")
                .doesNotContain("Connection: close");
    }

    private static void send(Socket connection, String request) throws IOException {
        connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads an answer to the end of its JSON. */
    private static String answer(Socket connection) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0 || answer.charAt(answer.length() - 1) != '}') {
            int next = connection.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after: " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }
}
