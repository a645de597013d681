package org.sessiontoken.broker.authservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

class BackendTypesTest {

    @Test
    void findAFactoryByItsType() {
        SsoBackendFactory factory = new Named(() -> "pin");

        assertThat(new BackendTypes(List.of(factory)).ofType("pin", "path")).isSameAs(factory);
    }

    @Test
    void refuseAnUnknownTypeAndNameTheOthers() {
        BackendTypes types = new BackendTypes(List.of(new Named(() -> "pin"), new Named(() -> "card")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> types.ofType("none", "auth-services[0]"))
                .withMessage("auth-services[0].type must be one of [card, pin], and it is 'none'");
    }

    @Test
    void sayThatThereIsNoneAtAll() {
        BackendTypes none = new BackendTypes(List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.ofType("shared-secret-jwt", "auth-services[0]"))
                .withMessageStartingWith(
                        "auth-services[0].type is 'shared-secret-jwt', and there are no backend types at all")
                .withMessageContaining("loader.path");
    }

    @Test
    void refuseATypeThatIsThereTwiceAndNameBoth() {
        List<SsoBackendFactory> twice = List.of(new Named(() -> "pin"), new Named(() -> "pin"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackendTypes(twice))
                .withMessageStartingWith(
                        "the backend type 'pin' must exist only once, and it is in " + Named.class.getName())
                .withMessageContaining("test-classes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Pin", "1pin", "pin.code", "pin\ncode"})
    void refuseANameThatIsNone(String name) {
        List<SsoBackendFactory> factory = List.of(new Named(() -> name));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackendTypes(factory))
                .withMessageStartingWith(Named.class.getName())
                .withMessageContaining("must have a type of 1 to 64 lower-case letters");
    }

    @Test
    void refuseAFactoryThatFailsToTellItsType() {
        List<SsoBackendFactory> factory = List.of(new Named(() -> {
            throw new NoClassDefFoundError("canary");
        }));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackendTypes(factory))
                .withMessageContaining(": type() threw java.lang.NoClassDefFoundError at ")
                .withMessageEndingWith(": correct the jar or remove it")
                .withMessageNotContaining("canary");
    }

    private record Named(Supplier<String> name) implements SsoBackendFactory {

        @Override
        public String type() {
            return name.get();
        }

        @Override
        public SsoBackend create(SsoBackendContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
