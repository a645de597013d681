package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program by which a container looks at its service, as it is in {@code deploy}. */
class HealthCheckTest {

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1"})
    void saysByItsExitStatusWhetherTheAnswerIs200(int status, int exit) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            String uri = "http://127.0.0.1:" + server.getAddress().getPort() + "/actuator/health/readiness";
            Process check = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            SourceTree.path("deploy/HealthCheck.java").toString(),
                            uri)
                    .inheritIO()
                    .start();
            assertThat(check.waitFor()).isEqualTo(exit);
        } finally {
            server.stop(0);
        }
    }
}
