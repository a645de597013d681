package org.sessiontoken.adapter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sessiontoken.adapter.openapi.OpenApiContract;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The adapter on a port of its own, all of it but Kafka: a {@link ScriptedBroker} is behind it. */
public final class AdapterUnderTest implements AutoCloseable {

    public static final String TOKEN_PATH = "/ags/getSessionToken";
    public static final String DISCOVERY_PATH = "/ags/servicediscovery";

    private static final JsonMapper JSON = new JsonMapper();

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private AdapterUnderTest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static AdapterUnderTest start(ScriptedBroker broker, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.log-startup-info=false"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new AdapterUnderTest(
                HttpAdapterApplication.application(WebConfiguration.class, ScriptedBroker.Beans.class)
                        .initializers(context -> ((GenericApplicationContext) context)
                                .registerBean("scriptedBroker", ScriptedBroker.class, () -> broker))
                        .run(arguments.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    /** A request for a session token that has all it needs; what it has can be changed. */
    public HttpRequest.Builder tokenRequest(String body) {
        return to(TOKEN_PATH)
                .header("Content-Type", "application/json")
                .header("x-auth-service-id", "Customer Auth Service")
                .header("nv-tenant-id", "nagra")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return sendAsync(request).join();
    }

    /** Every answer is held against the OpenAPI document, whatever the test is about. */
    public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> {
                    OpenApiContract.assertMatches(answer);
                    return answer;
                });
    }

    /** Sends bytes as they are, and leaves the connection open. */
    public Socket sendPart(String bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Sends bytes as they are, and reads all that comes back until the server ends the connection. */
    public String sendRaw(String bytes) throws IOException {
        try (Socket socket = sendPart(bytes)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
    }
}
