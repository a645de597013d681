package org.sessiontoken.backend.callout;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.backend.TestRequests;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContract;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.Secret;

/** Against a login that knows one account, and repeats in its answers what it was told. */
class CalloutBackendContractTest extends SsoBackendContract {

    private static final String API_KEY = "the-brokers-own-api-key";

    @RegisterExtension
    static final WireMockExtension LOGIN = WireMockExtension.newInstance()
            .options(wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort()
                    .disableRequestJournal()
                    .globalTemplating(true))
            .build();

    @TempDir
    static Path folder;

    @Override
    protected SsoBackend createBackend() {
        LOGIN.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(401)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"refused\": {{{request.body}}} }")));
        LOGIN.stubFor(post("/session")
                .withHeader("X-Api-Key", equalTo(API_KEY))
                .withRequestBody(equalToJson("{\"login\":\"anna\",\"password\":\"open sesame\"}"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"user\":{\"id\":4711,\"operator\":\"nagra\"},\"echo\":{{{request.body}}} }")));
        return new CalloutFactory()
                .create(TestBackendContext.with(Map.of(
                        "uri", LOGIN.baseUrl() + "/session",
                        "parameters.Username", "login",
                        "parameters.Password", "password",
                        "password-parameters", "Password",
                        "header-files.X-Api-Key", keyFile(),
                        "account-pointer", "/user/id",
                        "tenant-pointer", "/user/operator")));
    }

    @Override
    protected SsoRequest genuineRequest() {
        return TestRequests.request(Map.of("Username", "anna", "Password", "open sesame"), TestRequests.NOW);
    }

    @Override
    protected List<Secret> secrets() {
        return List.of(Secret.ofText(API_KEY));
    }

    private static String keyFile() {
        try {
            return Files.writeString(folder.resolve("key"), API_KEY + "\n").toString();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
