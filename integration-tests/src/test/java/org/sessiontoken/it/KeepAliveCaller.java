package org.sessiontoken.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A caller that sends one request after the other, and keeps its connection until an answer says that it ends. */
final class KeepAliveCaller {

    private final int port;
    private final OperatorKeys keys;
    private final AtomicInteger answered;

    KeepAliveCaller(int port, OperatorKeys keys, AtomicInteger answered) {
        this.port = port;
        this.keys = keys;
        this.answered = answered;
    }

    /** Asks until no connection can be made any more, and returns what went wrong before. */
    List<String> askUntilNobodyListens() {
        List<String> failures = new ArrayList<>();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(30_000);
                askUntilTheConnectionEnds(socket, failures);
            } catch (ConnectException nobodyListens) {
                return failures;
            } catch (IOException failed) {
                failures.add("a request has no answer: " + failed);
            }
        }
    }

    private void askUntilTheConnectionEnds(Socket socket, List<String> failures) throws IOException {
        boolean open = true;
        while (open) {
            socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            String answer = answer(socket.getInputStream());
            if (answer.startsWith("HTTP/1.1 200 ")) {
                answered.incrementAndGet();
            } else {
                failures.add(answer);
            }
            open = !answer.contains("Connection: close");
        }
    }

    private String request() {
        String body = HeadEnd.body("OperatorAuthToken", keys.operatorToken());
        return "POST /ags/getSessionToken HTTP/1.1\r\nHost: a\r\nx-auth-service-id: " + Deployment.SHARED_SECRET
                + "\r\nnv-tenant-id: " + OperatorKeys.TENANT + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** Reads an answer to the end of its JSON. */
    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] bytes = new byte[8192];
        while (answer.indexOf("\r\n\r\n") < 0 || answer.charAt(answer.length() - 1) != '}') {
            int count = in.read(bytes);
            if (count < 0) {
                throw new IOException("the connection ended after " + answer.length() + " bytes of an answer");
            }
            answer.append(new String(bytes, 0, count, StandardCharsets.US_ASCII));
        }
        return answer.toString();
    }
}
