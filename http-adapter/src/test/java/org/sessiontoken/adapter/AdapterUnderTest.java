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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.sessiontoken.adapter.openapi.OpenApiContract;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The adapter on a free port, without Kafka: a {@link ScriptedBroker} takes the place of the client. Management is on the same
 * port, which saves each test the time of a second server.
 */
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
        return start(broker, List.of(), properties);
    }

    /** Starts the adapter with further beans. */
    public static AdapterUnderTest start(ScriptedBroker broker, List<?> beans, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.log-startup-info=false"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new AdapterUnderTest(HttpAdapterApplication.application(
                        WebConfiguration.class, ScriptedBroker.Beans.class)
                .properties("ags.adapter.shutdown-grace-period=0s", "management.server.port=")
                .initializers(context -> {
                    register((GenericApplicationContext) context, broker);
                    beans.forEach(bean -> register((GenericApplicationContext) context, bean));
                })
                .run(arguments.toArray(String[]::new)));
    }

    @SuppressWarnings("unchecked")
    private static void register(GenericApplicationContext context, Object bean) {
        context.registerBean((Class<Object>) bean.getClass(), () -> bean);
    }

    /** The names of the filters that the server runs. */
    public Set<String> filters() {
        return Objects.requireNonNull(((WebApplicationContext) context).getServletContext())
                .getFilterRegistrations()
                .keySet();
    }

    public List<String> beanNames(Class<?> type) {
        return List.of(context.getBeanNamesForType(type));
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

    private int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    public HttpRequest.Builder toManagement(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort() + path));
    }

    /** A complete request for a session token, which a test can change. */
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

    /** Checks every response against the OpenAPI document, in addition to the checks of the test. */
    public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> {
                    OpenApiContract.assertMatches(answer);
                    return answer;
                });
    }

    /** Sends bytes without any change, and keeps the connection open. */
    public Socket sendPart(String bytes) throws IOException {
        return sendPart(bytes, port());
    }

    private static Socket sendPart(String bytes, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Sends bytes without any change, and reads the response until the server closes the connection. */
    public String sendRaw(String bytes) throws IOException {
        return sendRaw(bytes, port());
    }

    /** Like {@link #sendRaw(String)}, to the port of management. */
    public String sendRawToManagement(String bytes) throws IOException {
        return sendRaw(bytes, managementPort());
    }

    private static String sendRaw(String bytes, int port) throws IOException {
        try (Socket socket = sendPart(bytes, port)) {
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
