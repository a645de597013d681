package org.sessiontoken.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.sessiontoken.client.SessionTokenReply;

class ConnectionDrainTest {

    private static final String HEALTH = "GET /actuator/health/readiness HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String REQUEST = "POST /ags/getSessionToken HTTP/1.1\r\nHost: a\r\nx-auth-service-id: a\r\n"
            + "nv-tenant-id: t\r\nContent-Length: 17\r\n\r\n{\"parameters\":[]}";

    private final ScriptedBroker broker = new ScriptedBroker();

    @Test
    void fromTheSignalToStopEachAnswerEndsItsConnectionAndNoneIsMissing() throws IOException {
        List<CompletableFuture<SessionTokenReply>> replies = new CopyOnWriteArrayList<>();
        AdapterUnderTest adapter = AdapterUnderTest.start(broker, "ags.adapter.shutdown-grace-period=12s");
        try (Socket idle = adapter.sendPart(REQUEST);
                Socket inFlight = connected(adapter)) {
            assertThat(head(idle)).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
            broker.onRequest(request -> {
                CompletableFuture<SessionTokenReply> reply = new CompletableFuture<>();
                replies.add(reply);
                return reply;
            });
            send(inFlight, REQUEST);
            await().until(() -> replies.size() == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(adapter::close);
            ConnectionDrain drain = adapter.bean(ConnectionDrain.class);
            await().until(drain::isStopping);

            send(idle, HEALTH);
            assertThat(head(idle)).startsWith("HTTP/1.1 503 ").contains("Connection: close");
            try (Socket newcomer = adapter.sendPart(HEALTH)) {
                assertThat(head(newcomer)).startsWith("HTTP/1.1 503 ").contains("Connection: close");
            }
            replies.get(0).complete(ScriptedBroker.issued(ScriptedBroker.TOKEN));
            assertThat(head(inFlight)).startsWith("HTTP/1.1 200 ").contains("Connection: close");

            await().atMost(Duration.ofSeconds(40)).until(() -> isRefused(adapter));
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(40));
        }
    }

    private static boolean isRefused(AdapterUnderTest adapter) {
        try (Socket newcomer = connected(adapter)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static Socket connected(AdapterUnderTest adapter) throws IOException {
        return adapter.sendPart("");
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads an answer's head, and its body too, since the bodies here are short and come with it. */
    private static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        byte[] bytes = new byte[4096];
        while (read.indexOf("\r\n\r\n") < 0) {
            int count = in.read(bytes);
            if (count < 0) {
                throw new SocketException("closed after: " + read);
            }
            read.append(new String(bytes, 0, count, StandardCharsets.US_ASCII));
        }
        return read.toString();
    }
}
