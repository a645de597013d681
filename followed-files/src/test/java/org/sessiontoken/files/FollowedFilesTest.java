package org.sessiontoken.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FollowedFilesTest {

    private static final String REFUSED = "The changed files are refused, and the earlier contents stay in use";

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger(FollowedFiles.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> taken = new ArrayList<>();
    private Path first;
    private Path second;

    @BeforeEach
    void writeFilesAndListen() throws IOException {
        first = Files.writeString(folder.resolve("first"), "a");
        second = Files.writeString(folder.resolve("second"), "b");
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Nested
    class AChange {

        @Test
        void isTakenOnceItHasSettledWithAllFiles() throws IOException {
            FollowedFiles<String> followed = follow(first, second);

            Files.writeString(second, "c");
            followed.run();
            assertThat(followed.current()).isEqualTo("ab");
            followed.run();

            assertThat(followed.current()).isEqualTo("ac");
            assertThat(taken).containsExactly("ac");
            assertThat(followed.taken()).isOne();
            assertThat(lines()).containsExactly("The changed files are in use");
        }

        @Test
        void isNoneWhereAFileIsMerelyTouchedOrRewrittenAsItWas() throws IOException {
            FollowedFiles<String> followed = follow(first, second);

            Files.writeString(first, "a");
            look(followed);

            assertThat(taken).isEmpty();
        }

        @Test
        void isSeenWhereLinksAreSwappedAsThoseOfAMountedSecret() throws IOException {
            Path secret = mountedSecret("1", "a");
            FollowedFiles<String> followed = follow(secret);

            mountedSecret("2", "b");
            look(followed);

            assertThat(followed.current()).isEqualTo("b");
        }

        @Test
        void isNotTakenWhileTheFileIsBeingWritten() throws IOException {
            FollowedFiles<String> followed = follow(first);

            for (String half : List.of("", "n", "ne", "new")) {
                Files.writeString(first, half);
                followed.run();
                assertThat(followed.current()).isEqualTo("a");
            }
            followed.run();

            assertThat(taken).containsExactly("new");
        }

        @Test
        void thatComesWhileTheFilesAreReadIsWaitedFor() throws IOException {
            List<Runnable> whileReading = new ArrayList<>();
            FollowedFiles<String> followed = new FollowedFiles<>("letters", List.of(first), () -> {
                        String read = read(first);
                        whileReading.forEach(Runnable::run);
                        return read;
                    })
                    .onTaken(taken::add);
            Files.writeString(first, "b");
            whileReading.add(() -> write(first, "c"));
            look(followed);
            whileReading.clear();
            look(followed);

            assertThat(taken).containsExactly("c");
        }
    }

    @Nested
    class ARefusedChange {

        @Test
        void leavesTheEarlierContentsAndIsSaidOnce() throws IOException {
            FollowedFiles<String> followed = follow(first, second);

            Files.writeString(second, "bad");
            for (int i = 0; i < 3 * FileWatch.LOOKS_UNTIL_READ_AGAIN; i++) {
                followed.run();
            }

            assertThat(followed.current()).isEqualTo("ab");
            assertThat(followed.isRefused()).isTrue();
            assertThat(followed.refusals()).isOne();
            assertThat(lines()).containsExactly(REFUSED + ": " + second + " must be good");
        }

        @Test
        void isOverOnceTheFileIsGoodAlsoWhereItIsAsBefore() throws IOException {
            FollowedFiles<String> followed = follow(first);
            Files.writeString(first, "bad");
            look(followed);

            Files.writeString(first, "a");
            look(followed);

            assertThat(followed.isRefused()).isFalse();
            assertThat(followed.current()).isEqualTo("a");
        }

        @Test
        void ofWhateverKindDoesNotEndTheFollowingAndIsLoggedWithoutItsMessage() throws IOException {
            FollowedFiles<String> followed = follow(first);
            Files.writeString(first, "bug");
            look(followed);

            assertThat(followed.isRefused()).isTrue();
            assertThat(lines()).singleElement().asString().startsWith(REFUSED).doesNotContain("canary");
            Files.writeString(first, "c");
            look(followed);
            assertThat(followed.current()).isEqualTo("c");
        }

        @Test
        void isNoneWhereTheReadingFailsOnceAndTheFilesAreGood() throws IOException {
            AtomicBoolean failing = new AtomicBoolean();
            FollowedFiles<String> followed = followUnless(failing);
            Files.writeString(first, "b");
            failing.set(true);
            followed.run();
            followed.run();
            failing.set(false);
            followed.run();

            assertThat(followed.current()).isEqualTo("b");
            assertThat(followed.refusals()).isZero();
            assertThat(lines()).containsExactly("The changed files are in use");
        }

        @Test
        void isTakenOnceNothingIsInItsWayAlthoughNoFileHasChanged() throws IOException {
            AtomicBoolean failing = new AtomicBoolean();
            FollowedFiles<String> followed = followUnless(failing);
            Files.writeString(first, "b");
            failing.set(true);
            look(followed);
            assertThat(followed.isRefused()).isTrue();

            failing.set(false);
            for (int i = 0; i < FileWatch.LOOKS_UNTIL_READ_AGAIN; i++) {
                followed.run();
            }

            assertThat(followed.current()).isEqualTo("b");
            assertThat(followed.isRefused()).isFalse();
            assertThat(followed.refusals()).isOne();
        }

        private FollowedFiles<String> followUnless(AtomicBoolean failing) {
            return new FollowedFiles<>("letters", List.of(first), () -> {
                if (failing.get()) {
                    throw new IllegalArgumentException(first + " cannot be read");
                }
                return read(first);
            });
        }

        @Test
        void isAFileThatStaysAwayButNotOneThatIsAwayForAMoment() throws IOException {
            FollowedFiles<String> followed = follow(first);

            Files.delete(first);
            look(followed);
            assertThat(followed.isRefused()).isFalse();
            for (int i = 0; i < FileWatch.MAX_LOOKS_AT_INCOMPLETE_FILES; i++) {
                followed.run();
            }

            assertThat(followed.isRefused()).isTrue();
            assertThat(followed.current()).isEqualTo("a");
        }
    }

    @Test
    void failsAtTheStartWithWhatTheReadingSays() throws IOException {
        Files.writeString(first, "bad");

        assertThatIllegalArgumentException().isThrownBy(() -> follow(first)).withMessage(first + " must be good");
    }

    private FollowedFiles<String> follow(Path... files) {
        return new FollowedFiles<>("letters", List.of(files), () -> {
                    StringBuilder all = new StringBuilder();
                    for (Path file : files) {
                        String content = read(file);
                        if (content.equals("bad")) {
                            throw new IllegalArgumentException(file + " must be good");
                        }
                        if (content.equals("bug")) {
                            throw new IllegalStateException("canary");
                        }
                        all.append(content);
                    }
                    return all.toString();
                })
                .onTaken(taken::add);
    }

    /** Until a change has settled, and has been read twice where it is refused. */
    private static void look(FollowedFiles<?> followed) {
        followed.run();
        followed.run();
        followed.run();
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** As Kubernetes mounts a secret: the file is a link to one in a folder that is itself a link, which is swapped. */
    private Path mountedSecret(String version, String content) throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("..version_" + version)).resolve("key"), content);
        Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..version_" + version));
        Files.move(swapped, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        Path secret = folder.resolve("key");
        return Files.isSymbolicLink(secret) ? secret : Files.createSymbolicLink(secret, Path.of("..data/key"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read");
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
