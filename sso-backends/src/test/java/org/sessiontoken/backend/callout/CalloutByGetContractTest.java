package org.sessiontoken.backend.callout;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sessiontoken.backend.TestRequests;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContract;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;

/** Against a login that takes basic authentication and a field of the query, and answers with a text. */
class CalloutByGetContractTest extends SsoBackendContract {

    @RegisterExtension
    static final WireMockExtension LOGIN = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort().disableRequestJournal())
            .build();

    @Override
    protected SsoBackend createBackend() {
        LOGIN.stubFor(any(anyUrl()).willReturn(aResponse().withBody("DENIED")));
        LOGIN.stubFor(get(urlPathEqualTo("/session"))
                .withBasicAuth("anna", "open sesame")
                .withQueryParam("pin", equalTo("47 11"))
                .willReturn(aResponse().withBody("OK")));
        return TestBackendContext.with(Map.of(
                        "uri", LOGIN.baseUrl() + "/session",
                        "method", "get",
                        "basic-username", "Username",
                        "basic-password", "Password",
                        "parameters.Pin", "pin",
                        "password-parameters", "Password, Pin",
                        "response", "text",
                        "results.authenticated", "OK",
                        "results.unauthorised", "DENIED, absent",
                        "account-parameter", "Username"))
                .create(new CalloutFactory());
    }

    @Override
    protected SsoRequest genuineRequest() {
        return TestRequests.request(
                Map.of("Username", "anna", "Password", "open sesame", "Pin", "47 11"), TestRequests.NOW);
    }
}
