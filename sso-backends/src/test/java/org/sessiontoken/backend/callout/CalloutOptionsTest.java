package org.sessiontoken.backend.callout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;

class CalloutOptionsTest {

    private static final Map<String, String> MINIMAL = Map.of(
            "uri", "https://login.example/session",
            "parameters.Password", "password",
            "account-pointer", "/user/id");

    @TempDir
    Path folder;

    @Nested
    class Parameters {

        @Test
        void areMandatoryPasswordsUnlessSaidOtherwise() {
            assertThat(read(MINIMAL).parameters().properties())
                    .containsExactly(new ParameterProperty("Password", true, true));
        }

        @Test
        void areWhatTheListsSay() {
            Map<String, String> options = new LinkedHashMap<>(MINIMAL);
            options.put("parameters.Login name", "login");
            options.put("parameters.Pin", "pin");
            options.put("optional-parameters", "Pin, Login name");
            options.put("password-parameters", "Password ,Pin");

            assertThat(read(options).parameters().properties())
                    .containsExactlyInAnyOrder(
                            new ParameterProperty("Password", true, true),
                            new ParameterProperty("Login name", false, false),
                            new ParameterProperty("Pin", false, true));
        }
    }

    @Nested
    class Headers {

        @Test
        void areInTheConfigurationOrInFiles() throws IOException {
            Map<String, String> options = new LinkedHashMap<>(MINIMAL);
            options.put("headers.X-Channel", "tv");
            options.put(
                    "header-files.X-Api-Key",
                    Files.writeString(folder.resolve("key"), "hidden\n").toString());

            assertThat(read(options).headers())
                    .containsOnly(
                            Map.entry("X-Channel", Secret.ofText("tv")),
                            Map.entry("X-Api-Key", Secret.ofText("hidden")));
        }

        @Test
        void areNotSetTwice() throws IOException {
            Map<String, String> options = new LinkedHashMap<>(MINIMAL);
            options.put("headers.X-Api-Key", "tv");
            options.put(
                    "header-files.X-Api-Key",
                    Files.writeString(folder.resolve("key"), "hidden").toString());

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(options))
                    .withMessageStartingWith(TestBackendContext.PATH + ".headers.X-Api-Key must not be set beside");
        }

        @Test
        void areNotSetTwiceInAnotherLetterCase() throws IOException {
            Map<String, String> options = new LinkedHashMap<>(MINIMAL);
            options.put("headers.X-Channel", "tv");
            options.put("headers.x-channel", "phone");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(options))
                    .withMessageStartingWith(TestBackendContext.PATH + ".headers.x-channel must be set once");

            options.remove("headers.x-channel");
            options.put(
                    "header-files.x-channel",
                    Files.writeString(folder.resolve("key"), "hidden").toString());

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(options))
                    .withMessageContaining(".headers.x-channel must not be set beside");
        }

        @Test
        void ofTwoLinesAreRefusedAndNotQuoted() throws IOException {
            String file = Files.writeString(folder.resolve("key"), "hidden\nX-Admin: true")
                    .toString();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read("header-files.X-Api-Key", file))
                    .withMessageContaining("X-Api-Key")
                    .withMessageNotContainingAny("hidden", "Admin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uri", "parameters", "account-pointer"})
    void areNamedByTheirFullPathWhereTheyAreMissing(String name) {
        Map<String, String> options = new LinkedHashMap<>(MINIMAL);
        options.keySet().removeIf(key -> key.startsWith(name));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(options))
                .withMessageStartingWith(TestBackendContext.PATH + "." + name);
    }

    @ParameterizedTest
    @CsvSource({
        "uri, login.example/session",
        "method, delete",
        "body, xml",
        "parameters.-Pin, pin",
        "optional-parameters, Pin",
        "password-parameters, 'Password, Pin'",
        "headers.Content-Type, text/plain",
        "tenant-header, X Tenant",
        "correlation-header, Host",
        "request-id-header, 'X:'",
        "statuses.genuine, 200",
        "statuses.authenticated, '200, 401'",
        "statuses.unauthorised, '401 404'",
        "statuses.authenticated, 302",
        "statuses.unauthorised, 199",
        "statuses.unauthorised, 600",
        "statuses.unavailable, 20",
        "statuses.unauthorised, 4xx",
        "statuses, '{unauthorised: 401}'",
        "statuses.unauthorised.200, 401",
        "account-pointer, user.id",
        "account-pointer, $.user.id",
        "account-pointer, /user~id",
        "tenant-pointer, /user/id~2",
        "parameters.Pin, /user~2/pin",
        "tenant-pointer, tenant",
        "allowed-pointer, allowed",
        "repeatable, once",
        "timeout, 1h",
        "acount-pointer, /user/id",
        "statuses, unauthorised",
        "results, OK",
        "results.genuine, OK",
        "result-pointer, status",
        "allowed-values, 'Y'",
        "response, xml",
        "any-media-type, json",
        "account-parameter, Pin",
        "parameters.Pin, /pins/0",
        "parameters.Pin, //pin",
        "parameters.Pin, /",
        "parameters.Pin, /pins/-",
    })
    void areNamedByTheirFullPathWhereTheyAreRefused(String name, String value) {
        Map<String, String> options = new LinkedHashMap<>(MINIMAL);
        options.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(options))
                .withMessageStartingWith(TestBackendContext.PATH + "." + name);
    }

    @Test
    void giveAStatusOneMeaningAlone() {
        Map<String, String> options = new LinkedHashMap<>(MINIMAL);
        options.put("statuses.unauthorised", "401, 404");
        options.put("statuses.forbidden", "404");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(options))
                .withMessageStartingWith(TestBackendContext.PATH + ".statuses.")
                .withMessageContaining("must not list '404'");
    }

    /** The second list is the first spelling that comes to mind for a login that answers 200 to everything. */
    @ParameterizedTest
    @ValueSource(strings = {"200", "401, 200"})
    void leaveAStatusWithWhichSomebodyCanSignIn(String unauthorised) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("statuses.unauthorised", unauthorised))
                .withMessageStartingWith(TestBackendContext.PATH + ".statuses.authenticated must list a status");
    }

    @Test
    void takeWhatGoesTogether() {
        assertThatCode(() -> create(Map.of(
                        "uri", "https://login.example/session",
                        "method", "get",
                        "basic-username", "Username",
                        "basic-password", "Password",
                        "optional-parameters", "Device",
                        "parameters.Device", "device",
                        "response", "text",
                        "results.authenticated", "OK",
                        "password-parameters", "Password",
                        "account-parameter", "Username")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'result-pointer=/status', results",
        "'results.authenticated=OK', result-pointer",
        "'result-pointer=/status,results.authenticated=OK,results.forbidden=OK', results.forbidden",
        "'account-pointer=', account-pointer",
        "'account-pointer=,account-parameter=Pin', account-parameter",
        "'account-pointer=,parameters.Pin=pin,password-parameters=Password,optional-parameters=Pin,account-parameter=Pin', account-parameter",
        "'response=text', account-pointer",
        "'response=text,account-pointer=,any-media-type=true', any-media-type",
        "'response=text,account-pointer=,allowed-values=Y', allowed-values",
        "'response=text,account-pointer=,results.authenticated=OK', account-parameter",
        "'account-pointer=,parameters.Pin=pin,account-parameter=Pin', account-parameter",
        "'response=text,account-pointer=,parameters.Pin=pin,password-parameters=Password,account-parameter=Pin,"
                + "results.forbidden=NO', results.authenticated",
        "'basic-username=User', basic-password",
        "'basic-password=Password', basic-username",
        "'basic-username=User,basic-password=Password,headers.authorization=Basic x', headers.authorization",
        "'basic-username=User,basic-password=-Pin', basic-password",
        "'basic-username=User,basic-password=Password,optional-parameters=Password', optional-parameters",
        "'method=get,body=json', body",
        "'parameters.Pin=/password', parameters",
        "'parameters.Password=/user,parameters.Pin=/user/pin', parameters",
    })
    void refuseWhatContradictsItself(String more, String named) {
        Map<String, String> options = new LinkedHashMap<>(MINIMAL);
        for (String option : more.split(",")) {
            options.put(option.replaceFirst("=.*", ""), option.replaceFirst("[^=]*=", ""));
        }
        options.values().removeIf(String::isEmpty);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(options))
                .withMessageStartingWith(TestBackendContext.PATH + "." + named);
    }

    @Test
    void giveEachParameterAFieldOfItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("parameters.Pin", "password"))
                .withMessageStartingWith(
                        TestBackendContext.PATH + ".parameters must give each parameter a field of its own");
    }

    private static CalloutOptions read(String name, String value) {
        Map<String, String> options = new LinkedHashMap<>(MINIMAL);
        options.put(name, value);
        return read(options);
    }

    private static CalloutOptions read(Map<String, String> options) {
        return CalloutOptions.read(TestBackendContext.with(options).options());
    }

    private static void create(Map<String, String> options) {
        TestBackendContext.with(options).create(new CalloutFactory()).close();
    }
}
