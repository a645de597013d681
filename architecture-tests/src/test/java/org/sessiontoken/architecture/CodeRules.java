package org.sessiontoken.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sessiontoken.architecture.fixture.Beans;
import org.sessiontoken.architecture.fixture.Injection;
import org.sessiontoken.architecture.fixture.Locales;
import org.sessiontoken.architecture.fixture.Names;
import org.sessiontoken.architecture.fixture.Output;
import org.sessiontoken.architecture.fixture.Secrets;
import org.sessiontoken.architecture.fixture.Statics;
import org.sessiontoken.architecture.fixture.Threads;
import org.sessiontoken.architecture.fixture.Times;
import org.sessiontoken.architecture.fixture.unmarked.InUnmarkedPackage;
import org.sessiontoken.background.Timers;

/** How code is written, whichever module it is in. */
final class CodeRules {

    private static final String STANDALONE = "org.sessiontoken.standalone..";

    /**
     * The background module makes threads for all others. Embedded Kafka stands alone and knows no module; the standalone
     * program has two threads, which wait for the end of the process; a backend of a third party computes on its own.
     */
    private static final String[] OWNERS_OF_THREADS = {
        "org.sessiontoken.background..", "org.sessiontoken.kafka.embedded..", STANDALONE, "org.sessiontoken.example.."
    };

    private CodeRules() {}

    static List<HouseRule> all() {
        return List.of(
                HouseRule.of(
                                classes()
                                        .should(new TellTimeByClock())
                                        .because("a test must be able to set the time; take the injected Clock and call"
                                                + " clock.instant(), and make the clock in the application's @Bean method of"
                                                + " type Clock"),
                                Times.InstantNow.class,
                                Times.InstantNowByReference.class,
                                Times.CurrentTimeMillis.class,
                                Times.LocalDateInZone.class,
                                Times.NewDate.class,
                                Times.ClockOnTheSide.class,
                                Times.ClockInAnotherBean.class)
                        .allows(
                                Times.InstantOfClock.class,
                                Times.ClockBean.class,
                                Times.Elapsed.class,
                                org.sessiontoken.standalone.fixture.MakesTheClock.class),
                HouseRule.of(
                                classes()
                                        .should(new NameTheLocale())
                                        .because(
                                                "the Turkish lower case of I is no i, and Arabic digits are no digits to a"
                                                        + " protocol; give Locale.ROOT"),
                                Locales.LowerCase.class,
                                Locales.UpperCaseByReference.class,
                                Locales.Format.class,
                                Locales.Formatted.class,
                                Locales.Pattern.class,
                                Locales.Numbers.class,
                                Locales.AskedFor.class)
                        .allows(Locales.Named.class, org.sessiontoken.standalone.fixture.SetsTheLocale.class),
                HouseRule.of(
                                noFields()
                                        .should()
                                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                                        .orShould()
                                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                                        .orShould()
                                        .beAnnotatedWith("jakarta.inject.Inject")
                                        .orShould()
                                        .beAnnotatedWith("jakarta.annotation.Resource")
                                        .as("fields should not be injected")
                                        .because(
                                                "what a class needs is seen in its constructor; make the field final and"
                                                        + " take it as a constructor parameter, from a @Bean method or a"
                                                        + " @ConfigurationProperties record"),
                                Injection.AutowiredField.class,
                                Injection.ValueField.class)
                        .allows(Injection.ByConstructor.class),
                HouseRule.of(
                                fields().that()
                                        .areStatic()
                                        .should()
                                        .beFinal()
                                        .because(
                                                "two applications in one JVM, or two tests, would share it; make it a field"
                                                        + " of an object that somebody makes and passes on"),
                                Statics.Counter.class)
                        .allows(Statics.Constant.class),
                HouseRule.of(
                                classes()
                                        .should(new InNullMarkedPackage())
                                        .as("every package should be @NullMarked")
                                        .because("NullAway checks marked packages alone; add a package-info.java with"
                                                + " @NullMarked that says what the package is for"),
                                InUnmarkedPackage.class)
                        .allows(Names.Named.class),
                HouseRule.of(
                                fields().should(new SecretText())
                                        .as(
                                                "fields named after a secret, token, password or credential should not be text")
                                        .because(
                                                "text ends up in logs, exceptions and heap dumps; use Secret for the value,"
                                                        + " Jwe for its JWE, TokenHash for its hash, and name a constant after"
                                                        + " what it is (PARAMETER, HEADER), not after the secret found there"),
                                Secrets.Text.class,
                                Secrets.InARecord.class,
                                Secrets.Characters.class,
                                Secrets.ManyTexts.class,
                                Secrets.Hardcoded.class)
                        .allows(Secrets.Kept.class),
                HouseRule.of(
                                methods()
                                        .that()
                                        .areAnnotatedWith("org.springframework.context.annotation.Bean")
                                        .should()
                                        .bePackagePrivate()
                                        .because(
                                                "a bean is made for the context and not for callers; remove the method's"
                                                        + " modifier"),
                                Beans.PublicBean.class)
                        .allows(Beans.PackagePrivateBean.class),
                HouseRule.of(
                                noClasses()
                                        .should()
                                        .haveNameMatching(".*(Manager|Helper|Handler|Processor|Utils?|Impl)")
                                        .orShould()
                                        .haveNameMatching(".*[.$]Abstract[A-Z]\\w*")
                                        .as(
                                                "classes should not be named *Manager, *Helper, *Handler, *Processor, *Util,"
                                                        + " *Utils, *Impl or Abstract*")
                                        .because(
                                                "such a name says nothing of what the class is; name it after the thing in"
                                                        + " the words of the design (ReplyTable, CircuitBreakerBackend), and compose"
                                                        + " instead of extending"),
                                Names.KeyManager.class,
                                Names.KeyHelper.class,
                                Names.KeyHandler.class,
                                Names.KeyProcessor.class,
                                Names.KeyUtil.class,
                                Names.KeyUtils.class,
                                Names.KeyImpl.class,
                                Names.AbstractKey.class)
                        .allows(Names.Named.class, Names.Abstraction.class),
                HouseRule.of(
                                noClasses()
                                        .that()
                                        .resideOutsideOfPackage(STANDALONE)
                                        .should()
                                        .accessField(System.class, "out")
                                        .orShould()
                                        .accessField(System.class, "err")
                                        .orShould()
                                        .callMethodWhere(target(name("printStackTrace")))
                                        .orShould()
                                        .dependOnClassesThat()
                                        .resideInAPackage("java.util.logging..")
                                        .as("only standalone should print, and nobody log by java.util.logging")
                                        .because(
                                                "what is printed has no level, no keys and no correlation ID; use SLF4J's"
                                                        + " fluent API with keys of LogKeys"),
                                Output.Printing.class,
                                Output.PrintingErrors.class,
                                Output.PrintingTraces.class,
                                Output.JulLogging.class)
                        .allows(Output.Slf4jLogging.class, org.sessiontoken.standalone.fixture.PrintsTheBanner.class),
                HouseRule.of(
                                noClasses()
                                        .that()
                                        .resideOutsideOfPackages(OWNERS_OF_THREADS)
                                        .should()
                                        .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                                        .orShould()
                                        .callConstructorWhere(target(owner(assignableTo(ExecutorService.class)
                                                .and(not(equivalentTo(Timers.class))))))
                                        .orShould()
                                        .callConstructorWhere(target(owner(assignableTo(Timer.class))))
                                        .orShould()
                                        .callMethodWhere(target(owner(assignableTo(Executors.class))))
                                        .orShould()
                                        .callMethodWhere(target(describe(
                                                "runs work on the common pool",
                                                (CodeUnitCallTarget called) ->
                                                        called.getName().matches("runAsync|supplyAsync|commonPool")
                                                                && called.getRawParameterTypes().stream()
                                                                        .noneMatch(type ->
                                                                                type.isAssignableTo(Executor.class)))))
                                        .as("threads and executors should be made only in "
                                                + List.of(OWNERS_OF_THREADS))
                                        .because(
                                                "a thread that dies in silence leaves a process that looks healthy; repeat"
                                                        + " work by a BackgroundTask and schedule it on Timers, which log what"
                                                        + " fails and tell whether they are alive"),
                                Threads.NewThread.class,
                                Threads.OwnThread.class,
                                Threads.Pool.class,
                                Threads.Scheduler.class,
                                Threads.OldTimer.class,
                                Threads.CommonPool.class)
                        .allows(
                                Threads.OnTheCallersThread.class,
                                Threads.OnAGivenExecutor.class,
                                Threads.OnTimers.class),
                HouseRule.of(
                                classes()
                                        .should(new UniquelyNamed())
                                        .as("classes should have a simple name of their own")
                                        .because(
                                                "a search by name must find the right class first; name the class after what"
                                                        + " is special about it (JdkHttpFailures, not another Failures)"),
                                org.sessiontoken.architecture.fixture.here.Namesake.class,
                                org.sessiontoken.architecture.fixture.there.Namesake.class)
                        .allows(Names.Named.class, Names.Abstraction.class));
    }
}
