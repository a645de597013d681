package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Two jars that both bring a backend of the same type: which of them answers must not be left to chance. */
class DuplicateTypeIT {

    @TempDir
    private Path folder;

    @Test
    void theBrokerDoesNotStartAndNamesTheTypeAndBothFactories() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (Deployment deployment = new Deployment(LeastRights.at("127.0.0.1:1"), folder.resolve("keys"));
                URLClassLoader withSecondJar = new URLClassLoader(new URL[] {secondJar()}, before)) {
            Thread.currentThread().setContextClassLoader(withSecondJar);

            assertThatThrownBy(deployment::startBroker)
                    .rootCause()
                    .hasMessageContaining("scripted")
                    .hasMessageContaining(ScriptedBackendFactory.class.getName())
                    .hasMessageContaining(OtherScriptedFactory.class.getName());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** A folder is to a class loader what a jar is. */
    private URL secondJar() throws IOException {
        Path services = Files.createDirectories(folder.resolve("second").resolve("META-INF/services"));
        Files.writeString(services.resolve(SsoBackendFactory.class.getName()), OtherScriptedFactory.class.getName());
        return folder.resolve("second").toUri().toURL();
    }

    /** A factory with a type that is taken. */
    public static final class OtherScriptedFactory implements SsoBackendFactory {

        @Override
        public String type() {
            return "scripted";
        }

        @Override
        public SsoBackend create(SsoBackendContext context) {
            throw new AssertionError("the broker must not start");
        }
    }
}
