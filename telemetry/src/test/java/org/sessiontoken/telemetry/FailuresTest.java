package org.sessiontoken.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final String SECRET = "secret-4711";

    private static final class DiskIsFull extends IllegalStateException implements DescribedFailure {

        private static final long serialVersionUID = 1L;

        DiskIsFull() {
            super(SECRET, new IOException(SECRET));
        }

        @Override
        public String description() {
            return "the disk is full";
        }
    }

    @Nested
    class Unwrapping {

        @Test
        void findsWhatAFutureHasWrapped() {
            IOException failure = new IOException(SECRET);
            assertThat(Failures.unwrap(new CompletionException(new ExecutionException(failure))))
                    .isSameAs(failure);
        }

        @Test
        void leavesAWrapperWithoutACause() {
            CompletionException empty = new CompletionException(null);
            assertThat(Failures.unwrap(empty)).isSameAs(empty);
        }
    }

    @Nested
    class TellsABugFromAnOutage {

        @Test
        void byTheClassOfWhatWasWrapped() {
            assertThat(Failures.isBug(new CompletionException(new NullPointerException())))
                    .isTrue();
            assertThat(Failures.isBug(new NoClassDefFoundError())).isTrue();
            assertThat(Failures.isBug(new IOException())).isFalse();
            assertThat(Failures.isBug(new DiskIsFull())).isFalse();
        }
    }

    @Nested
    class Describing {

        @Test
        void leavesMessagesOut() {
            IllegalStateException bug = new IllegalStateException(SECRET, new IOException(SECRET));
            assertThat(Failures.describe(bug))
                    .contains("IllegalStateException", "caused by java.io.IOException", "\tat ");
            assertThat(Failures.describe(bug) + Failures.summary(bug) + Failures.location(bug))
                    .doesNotContain(SECRET);
        }

        @Test
        void showsTheFirstFramesOfAnEndlessRecursion() {
            assertThat(Failures.stackTrace(recursion()).lines()).hasSizeLessThan(100);
        }

        private static StackOverflowError recursion() {
            StackOverflowError deep = new StackOverflowError();
            StackTraceElement[] frames = new StackTraceElement[1024];
            Arrays.fill(frames, new StackTraceElement("Class", "method", "Class.java", 1));
            deep.setStackTrace(frames);
            return deep;
        }

        @Test
        void takesOneLineForAnOutage() {
            assertThat(Failures.describe(new IOException(SECRET))).isEqualTo("java.io.IOException");
        }

        @Test
        void saysWhatAFailureSaysOfItself() {
            assertThat(Failures.describe(new CompletionException(new DiskIsFull())))
                    .isEqualTo(DiskIsFull.class.getName() + ": the disk is full, caused by java.io.IOException");
        }

        @Test
        void endsWithCausesThatGoRoundInACircle() {
            Exception one = new Exception();
            one.initCause(new Exception(one));
            assertThat(Failures.summary(one).split("caused by")).hasSize(8);
            assertThat(Failures.rootCause(one)).isNotNull();
        }
    }
}
