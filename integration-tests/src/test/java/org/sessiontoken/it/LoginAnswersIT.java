package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a login says to one user shuts nobody else out, over the whole path. */
class LoginAnswersIT {

    private static final String LOGIN = "Subscriber Login";
    private static final int MORE_THAN_OPEN_A_BREAKER = 24;

    @TempDir
    private Path folder;

    @Test
    void oneUsersWrongPasswordsAndOddAccountsShutNobodyOut() throws IOException {
        HttpServer login = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        login.createContext("/session", LoginAnswersIT::answer);
        login.start();
        try (KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            deployment.startBroker(loginAt(login.getAddress().getPort()));
            HeadEnd headEnd = deployment.startAdapter();
            Deployment.awaitReady(headEnd);

            for (String refused : new String[] {
                "200 {\"error\":{\"code\":102}}",
                "302 {}",
                "429 {}",
                "200 {\"user\":{}}",
                "200 {\"user\":{\"id\":\"\"}}",
                "200 {\"user\":{\"id\":\"" + "x".repeat(300) + "\"}}"
            }) {
                assertAllAnswered(headEnd, refused, 401);
            }
            assertAllAnswered(headEnd, "200 {\"user\":{\"id\":\"mallory\",\"active\":\"N\"}}", 403);
            assertAllAnswered(headEnd, "404 {}", 503);
            assertAllAnswered(headEnd, "200 no JSON", 503);

            assertThat(ask(headEnd, "200 {\"user\":{\"id\":\"alice\",\"active\":\"ACTIVE\"}}"))
                    .isEqualTo(200);
            assertAllAnswered(headEnd, "500 {}", 503);
            assertThat(ask(headEnd, "200 {\"user\":{\"id\":\"alice\",\"active\":\"ACTIVE\"}}"))
                    .isEqualTo(503);
        } finally {
            login.stop(0);
        }
    }

    private static void assertAllAnswered(HeadEnd headEnd, String answer, int status) {
        for (int i = 0; i < MORE_THAN_OPEN_A_BREAKER; i++) {
            assertThat(ask(headEnd, answer)).as(answer).isEqualTo(status);
        }
    }

    /** The password is the answer that the login is to give. */
    private static int ask(HeadEnd headEnd, String answer) {
        return headEnd.ask(LOGIN, "Password", answer).statusCode();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String password = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String answer = URLDecoder.decode(password.substring("password=".length()), StandardCharsets.UTF_8);
        byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Location", "/login");
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String[] loginAt(int port) {
        String path = "ags.broker.auth-services[3].";
        String options = path + "options.";
        return new String[] {
            path + "tenant-id=" + OperatorKeys.TENANT,
            path + "auth-service-id=" + LOGIN,
            path + "type=http-callout",
            path + "guard.sliding-window-size=20",
            options + "uri=http://127.0.0.1:" + port + "/session",
            options + "body=form",
            options + "parameters.Password=password",
            options + "statuses.unauthorised=401,302,429",
            options + "result-pointer=/error/code",
            options + "results.unauthorised=102",
            options + "allowed-pointer=/user/active",
            options + "allowed-values=ACTIVE,absent",
            options + "account-pointer=/user/id"
        };
    }
}
