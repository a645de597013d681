package org.sessiontoken.console.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sessiontoken.console.access.Browser;

/** Reads server-sent events as they come, until it is closed or the server ends them. */
final class Watcher implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended;

    Watcher(Browser browser, String path, String... headers) {
        HttpRequest.Builder request = browser.request(path)
                .header("Cookie", "console=" + browser.cookie("console").orElseThrow());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            this.response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        this.ended = CompletableFuture.runAsync(this::read);
    }

    private void read() {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            text.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException closed) {
            // As soon as one side closes it.
        }
    }

    int status() {
        return response.statusCode();
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    String text() {
        return String.join("\n", lines);
    }

    /** What rows were received of, with whether they had an outcome. */
    List<String> rows() {
        return lines.stream()
                .filter(line -> line.startsWith("data: {\"requestId\""))
                .map(line -> line.replaceFirst(".*?\"requestId\":\"(request-\\d+)\".*", "$1")
                        + (line.contains("\"outcome\":null") ? " pending" : ""))
                .toList();
    }

    /** The ID of the last event that has arrived as a whole. */
    String lastId() {
        List<String> seen = List.copyOf(lines);
        int end = seen.lastIndexOf("");
        for (int i = end; i >= 0; i--) {
            if (seen.get(i).startsWith("id: ")) {
                return seen.get(i).substring("id: ".length());
            }
        }
        throw new AssertionError("no event has arrived");
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException closed) {
            // It is closed.
        }
    }
}
