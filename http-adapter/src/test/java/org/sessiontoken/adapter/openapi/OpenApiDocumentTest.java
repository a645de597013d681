package org.sessiontoken.adapter.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.sessiontoken.adapter.signon.ScriptedSessionService;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every other test checks its responses against the document; these tests check the document itself. */
class OpenApiDocumentTest {

    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(
                new ScriptedBroker(), List.of(new ScriptedSessionService()), "ags.adapter.sign-on.enabled=true");
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    private static Set<String> documentedCalls() {
        return OpenApiContract.document().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Collection<JsonNode> responses() {
        return OpenApiContract.document().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream())
                .flatMap(operation -> operation.getValue().path("responses").properties().stream())
                .map(Map.Entry::getValue)
                .map(OpenApiContract::resolve)
                .toList();
    }

    @Test
    void isServed() {
        HttpResponse<String> answer = adapter.send(adapter.to("/openapi.yaml"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(new YAMLMapper().readTree(answer.body())).isEqualTo(OpenApiContract.document());
    }

    @Test
    void isServedWithoutSignOnWhereThatIsNotEnabled() {
        try (AdapterUnderTest without = AdapterUnderTest.start(new ScriptedBroker())) {
            HttpResponse<String> answer = without.send(without.to("/openapi.yaml"));

            JsonNode served = new YAMLMapper().readTree(answer.body());
            assertThat(served.path("paths").propertyNames())
                    .containsExactly("/ags/getSessionToken", "/ags/servicediscovery");
            assertThat(answer.body()).doesNotContainIgnoringCase("signOn", "sign-on", "access_token");
            assertThat(without.beanNames(ServletRegistrationBean.class)).doesNotContain("signOnServlet");
        }
    }

    @Test
    void hasTheCallsThatThereAreAndNoOthers() {
        Set<String> calls = new TreeSet<>(controllersCalls());
        calls.addAll(servletsCalls());

        assertThat(documentedCalls()).isEqualTo(calls);
    }

    private static Set<String> controllersCalls() {
        return adapter
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .map(OpenApiDocumentTest::call)
                .filter(call -> call.contains(" /ags/"))
                .collect(Collectors.toSet());
    }

    private static Set<String> servletsCalls() {
        return Stream.of("sessionTokenServlet", "signOnServlet")
                .flatMap(name -> ((ServletRegistrationBean<?>) adapter.bean(name, ServletRegistrationBean.class))
                        .getUrlMappings().stream())
                .map(path -> allowed(path) + " " + path)
                .collect(Collectors.toSet());
    }

    private static String allowed(String path) {
        HttpRequest.Builder options = adapter.to(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody());
        return HttpClient.newHttpClient()
                .sendAsync(options.build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .headers()
                .firstValue("Allow")
                .orElseThrow();
    }

    private static String call(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().iterator().next() + " "
                + mapping.getPatternValues().iterator().next();
    }

    @Test
    void listsEveryTypeOfProblem() {
        List<String> documented = OpenApiContract.document()
                .at("/components/schemas/Problem/properties/type/enum")
                .valueStream()
                .map(JsonNode::asString)
                .filter(type -> !type.equals("about:blank"))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::uri)
                        .toList());
    }

    /** Generators name what they make after components, and count what is described in place. */
    @Test
    void namesTheMembersOfItsLists() {
        assertThat(OpenApiContract.document().at("/components/schemas").findValues("items"))
                .isNotEmpty()
                .allSatisfy(items -> assertThat(items.propertyNames()).containsExactly("$ref"));
    }

    @Test
    void hasExamplesThatAreAsItDescribes() {
        for (JsonNode response : responses()) {
            response.path("content").forEach(content -> {
                assertThat(content.path("examples").isEmpty()).isFalse();
                content.path("examples")
                        .forEach(example -> assertThat(
                                        OpenApiContract.violations(content.path("schema"), example.path("value")))
                                .isEmpty());
            });
        }
    }

    @Test
    void showsEveryTypeOfProblemWithItsTitleAndStatus() {
        Set<List<String>> shown = responses().stream()
                .flatMap(response -> response.at("/content/application~1problem+json/examples")
                        .valueStream())
                .map(example -> example.path("value"))
                // Where the status says it all, there is no type.
                .filter(problem -> !problem.path("type").asString().equals("about:blank"))
                .map(problem -> List.of(
                        problem.path("type").asString(),
                        problem.path("title").asString(),
                        problem.path("status").asString()))
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(ProblemType.values())
                        // A path that does not exist has no documentation.
                        .filter(type -> type != ProblemType.NOT_FOUND)
                        .map(type -> List.of(type.uri(), type.title(), Integer.toString(type.status()))))
                .containsExactlyInAnyOrderElementsOf(shown);
    }
}
