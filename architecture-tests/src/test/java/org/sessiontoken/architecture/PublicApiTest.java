package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessiontoken.architecture.fixture.Api;
import org.sessiontoken.telemetry.LogKeys;

/** What docs/compatibility.md promises of the Java API: others compile against these modules. */
class PublicApiTest {

    private static final String GOLDEN = "architecture-tests/src/test/resources/api/";
    private static final String FOUND = "architecture-tests/target/api/";

    @ParameterizedTest
    @EnumSource(names = {"VALUES", "SCHEMAS", "BROKER_CLIENT", "STARTER", "SSO_SPI"})
    void isTheOneThatWasAgreedUpon(HouseModule module) throws IOException {
        assertAgreed(module.folder(), PublicApi.of(Production.classesOf(module)));
    }

    /** Whoever searches logs has them in queries. */
    @Test
    void hasTheLogKeysThatWereAgreedUpon() throws IOException {
        assertAgreed(
                "log-keys",
                PublicApi.of(Production.classesOf(HouseModule.TELEMETRY).stream()
                        .filter(type -> type.isEquivalentTo(LogKeys.class))
                        .toList()));
    }

    private static void assertAgreed(String what, List<String> found) throws IOException {
        String name = what + ".txt";
        Path file = Repository.path(FOUND + name);
        Files.createDirectories(file.getParent());
        Files.write(file, found);
        assertThat(found)
                .as(
                        "public API, %s: what is there stays, from release 1.0.0 to 2.0.0 (docs/compatibility.md). If the"
                                + " change is meant, say so in CHANGELOG.md and: cp %s %s",
                        what, FOUND + name, GOLDEN)
                .isNotEmpty()
                .containsExactlyElementsOf(
                        Repository.text(Repository.path(GOLDEN + name)).lines().toList());
    }

    @Test
    void isWhatCodeOfOthersCanName() {
        Path fixture = Repository.path("architecture-tests", "target", "test-classes");
        assertThat(PublicApi.of(Compiled.in(fixture).stream()
                        .filter(type -> type.getName().startsWith(Api.class.getName()))
                        .toList()))
                .containsExactlyElementsOf("""
                        public abstract class org.sessiontoken.architecture.fixture.Api<T extends Number> implements AutoCloseable
                            protected Api(int)
                            protected abstract <R extends Comparable<R>> List<? extends R> asked(T[], R) throws java.io.IOException
                            public static final String CONSTANT = its value
                            public static final int LIMIT = 7
                            public void close()
                        public static enum org.sessiontoken.architecture.fixture.Api$Choice
                            public static final org.sessiontoken.architecture.fixture.Api$Choice ONE
                            public static org.sessiontoken.architecture.fixture.Api$Choice valueOf(String)
                            public static org.sessiontoken.architecture.fixture.Api$Choice[] values()
                        public static interface org.sessiontoken.architecture.fixture.Api$Outcome permits org.sessiontoken.architecture.fixture.Api$Outcome$Done
                            public default String said()
                        public static record org.sessiontoken.architecture.fixture.Api$Outcome$Done implements org.sessiontoken.architecture.fixture.Api$Outcome
                            public Done(String)
                            public String toString()
                            public String what()
                            public final boolean equals(Object)
                            public final int hashCode()
                        """.lines().toList());
    }
}
