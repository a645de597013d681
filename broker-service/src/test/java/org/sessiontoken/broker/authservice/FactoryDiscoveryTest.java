package org.sessiontoken.broker.authservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.sso.SsoBackendFactory;

/** Jars of third parties may be broken in any way: the message says which it is. */
class FactoryDiscoveryTest {

    private static final String SOURCE = """
            package acme;
            public final class %s implements org.sessiontoken.sso.SsoBackendFactory {
                %s
                public String type() { return "acme"; }
                public org.sessiontoken.sso.SsoBackend create(org.sessiontoken.sso.SsoBackendContext context) { return null; }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void findsTheTypesThatComeWithTheBrokerAndThoseOfAnotherJar() throws IOException {
        compile("Good", "");
        register("acme.Good");

        assertThat(discover())
                .extracting(SsoBackendFactory::type)
                .containsExactlyInAnyOrder(
                        "shared-secret-jwt", "oidc-jwt", "oauth2-introspection", "http-callout", "acme");
    }

    @Test
    void namesAClassThatIsNotThereAndTheJarThatNamesIt() throws IOException {
        register("acme.Nowhere");

        assertRefused("acme.Nowhere");
        assertRefused("remove the jar of [" + folder.toUri().toURL() + "META-INF/services/");
    }

    @Test
    void namesAClassThatIsNoFactory() throws IOException {
        register("org.sessiontoken.value.Secret");

        assertRefused("org.sessiontoken.value.Secret");
    }

    @Test
    void namesTheFileOfAnEntryThatIsNone() throws IOException {
        register("two words");

        assertRefused(folder.toUri().getPath());
    }

    @Test
    void namesTheClassAndTheJarOfAFactoryThatFailsToBeMade() throws IOException {
        compile("Failing", "public Failing() { throw new IllegalStateException(\"canary\"); }");
        register("acme.Failing");

        assertRefused("acme.Failing (" + folder.toUri().toURL() + ") threw java.lang.IllegalStateException at ");
    }

    @Test
    void namesTheClassAndTheJarOfAFactoryThatFailsToBeInitialised() throws IOException {
        compile("Failing", "static final int ONE = Integer.parseInt(\"canary\");");
        register("acme.Failing");

        assertRefused("acme.Failing (" + folder.toUri().toURL() + ") threw java.lang.NumberFormatException at ");
    }

    @Test
    void namesTheJarsWhereAFactoryLacksAClassThatItNeeds() throws IOException {
        compile("Needing", "");
        Files.writeString(
                folder.resolve("Needing.java"),
                SOURCE.formatted("Needing", "")
                        .replace("implements", "extends Needed implements")
                        .replace("final ", ""));
        Files.writeString(folder.resolve("Needed.java"), "package acme; public class Needed {}");
        compileFiles("Needing.java", "Needed.java");
        Files.delete(folder.resolve("acme/Needed.class"));
        register("acme.Needing");

        assertRefused("put the jars that it needs beside its own");
        assertRefused(folder.toUri().getPath());
    }

    private void assertRefused(String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(this::discover)
                .withMessageContaining(shown)
                .withMessageNotContaining("canary");
    }

    private List<SsoBackendFactory> discover() throws IOException {
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, FactoryDiscovery.class.getClassLoader())) {
            return new FactoryDiscovery(classes).factories();
        }
    }

    private void compile(String name, String members) throws IOException {
        Files.writeString(folder.resolve(name + ".java"), SOURCE.formatted(name, members));
        compileFiles(name + ".java");
    }

    private void compileFiles(String... names) {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"), "-d", folder.toString()));
        List.of(names).forEach(name -> arguments.add(folder.resolve(name).toString()));

        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private void register(String entry) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(SsoBackendFactory.class.getName()), entry + "\n");
    }
}
