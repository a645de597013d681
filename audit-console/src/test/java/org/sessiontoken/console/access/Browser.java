package org.sessiontoken.console.access;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser with cookies of its own. It follows no redirect, so that a test sees each. */
public final class Browser {

    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    public Browser(URI base) {
        this.base = base;
    }

    /** Asks as a page of the console does. */
    public HttpResponse<String> get(String path) {
        return send(request(path).header("Sec-Fetch-Site", "same-origin"));
    }

    public JsonNode json(String path) {
        return JSON.readTree(get(path).body());
    }

    /** Sends a form as a page of the console does. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        return send(form(path, form).header("Origin", origin()).header("Sec-Fetch-Site", "same-origin"));
    }

    public HttpRequest.Builder form(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    public HttpResponse<String> signIn(String name, String password) {
        return post("/sign-in", Map.of("username", name, "password", password));
    }

    /** Sends a request that changes something, with the header that the console asks for. */
    public HttpResponse<String> change(String path, String json) {
        JsonNode csrf = json("/api/me").get("csrf");
        return send(request(path)
                .header("Origin", origin())
                .header("Content-Type", "application/json")
                .header(csrf.get("header").asString(), csrf.get("token").asString())
                .POST(BodyPublishers.ofString(json)));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", "text/html,application/json;q=0.9,*/*;q=0.8");
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public String origin() {
        return base.getScheme() + "://" + base.getAuthority();
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** Has the browser send this cookie, whoever has set it. */
    public void setCookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setDomain(base.getHost());
        cookie.setVersion(0);
        cookies.getCookieStore().add(base, cookie);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
