package org.sessiontoken.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests with a secret in each place of HTTP that a caller may put one by mistake, well-formed and malformed. */
final class HttpCanaries {

    private HttpCanaries() {}

    /** Sends them all, each on a connection of its own, and returns the answers. */
    static List<String> send(URI server, String secret) {
        List<String> answers = new ArrayList<>();
        for (String request : requests(secret)) {
            try (Socket socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                answers.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException closed) {
                answers.add("");
            }
        }
        return answers;
    }

    private static List<String> requests(String secret) {
        List<String> requests = new ArrayList<>();
        for (String target : List.of(
                "/",
                "/ags/getSessionToken/",
                "/ags/getSessionToken?t=",
                "/ags/getSessionToken;t=",
                "/ags/%zz",
                "/ags/|",
                "/ags/%2f",
                "/../",
                "/actuator/",
                "/actuator/health/",
                "/actuator/health?t=",
                "/?%zz=",
                "/?a=%00",
                "http://",
                "x")) {
            requests.add(request("GET " + target + secret + " HTTP/1.1"));
            requests.add(request("POST " + target + secret + " HTTP/1.1"));
        }
        requests.add(request(secret + " / HTTP/1.1"));
        requests.add(request(secret + "@ / HTTP/1.1"));
        requests.add(request("GET / " + secret));
        requests.add("GET /" + secret + "\r\n");
        requests.add(secret + "\r\n\r\n");
        requests.add("GET / HTTP/1.1\r\nHost: " + secret + "\r\nConnection: close\r\n\r\n");
        requests.add("GET / HTTP/1.1\r\nHost: " + secret + "|\r\nConnection: close\r\n\r\n");
        requests.add("GET / HTTP/1.1\r\nHost: a:" + secret + "\r\nConnection: close\r\n\r\n");
        requests.add("GET / HTTP/1.1\r\nHost: a\r\nHost: " + secret + "\r\nConnection: close\r\n\r\n");
        for (String name : List.of(
                "Accept",
                "Accept-Language",
                "Authorization",
                "Connection",
                "Content-Encoding",
                "Content-Length",
                "Content-Type",
                "Cookie",
                "Expect",
                "Forwarded",
                "If-Match",
                "If-Modified-Since",
                "Origin",
                "Range",
                "Referer",
                "token",
                "traceparent",
                "Transfer-Encoding",
                "Upgrade",
                "User-Agent",
                "X-Forwarded-For",
                "X-HTTP-Method-Override")) {
            requests.add(request("POST /ags/getSessionToken HTTP/1.1", name + ": " + secret));
            requests.add(request("GET /ags/servicediscovery HTTP/1.1", name + ": " + secret));
            requests.add(request("GET /openapi.yaml HTTP/1.1", name + ": a=\u0001" + secret));
        }
        requests.add(request("GET / HTTP/1.1", "x-correlation-id: two words " + secret));
        requests.add(request("GET / HTTP/1.1", "x-correlation-id: \u0001" + secret));
        requests.add(request("GET / HTTP/1.1", secret + ": a"));
        requests.add(request("GET / HTTP/1.1", "to ken" + secret + ": a"));
        requests.add(request("GET / HTTP/1.1", secret));
        requests.add(request("GET / HTTP/1.1", "Cookie: a=" + secret + "; =" + secret + "; " + secret + "\u00e9"));
        requests.add(request("GET / HTTP/1.1", "a: " + secret + "x".repeat(20_000)));
        requests.add(request("POST / HTTP/1.1", "Transfer-Encoding: chunked") + "1;" + secret + "\r\n{\r\n0\r\n"
                + secret + "\r\n\r\n");
        requests.add(request("POST / HTTP/1.1", "Transfer-Encoding: chunked") + secret + "\r\n");
        return requests;
    }

    private static String request(String line, String... headers) {
        StringBuilder request = new StringBuilder(line).append("\r\nHost: a\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }
}
