package org.sessiontoken.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever renames what a mutant changes renames it here, too. */
class MutantTest {

    private static final ClassFileLocator CLASS_PATH =
            ClassFileLocator.ForClassLoader.of(MutantTest.class.getClassLoader());

    @ParameterizedTest
    @EnumSource
    void everyMutantFindsWhatItChanges(Mutant mutant) {
        assertThat(mutant.targets()).isNotEmpty().allSatisfy(MutantTest::changes);
    }

    private static void changes(Mutant.Change change) {
        TypeDescription type =
                TypePool.Default.of(CLASS_PATH).describe(change.type()).resolve();

        assertThat(type.getDeclaredMethods().filter(change.method())).hasSize(1);
        // Fails if the code that is put there does not fit.
        new ByteBuddy()
                .redefine(type, CLASS_PATH)
                .visit(Advice.to(change.advice()).on(change.method()))
                .make();
    }
}
