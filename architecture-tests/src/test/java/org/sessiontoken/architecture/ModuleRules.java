package org.sessiontoken.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.sessiontoken.architecture.HouseModule.ANSWERING;
import static org.sessiontoken.architecture.HouseModule.AUDIT_CONSOLE;
import static org.sessiontoken.architecture.HouseModule.BACKGROUND;
import static org.sessiontoken.architecture.HouseModule.BROKER_CLIENT;
import static org.sessiontoken.architecture.HouseModule.BROKER_SERVICE;
import static org.sessiontoken.architecture.HouseModule.CERTIFICATES;
import static org.sessiontoken.architecture.HouseModule.EMBEDDED_KAFKA;
import static org.sessiontoken.architecture.HouseModule.FOLLOWED_FILES;
import static org.sessiontoken.architecture.HouseModule.HARDENING;
import static org.sessiontoken.architecture.HouseModule.HTTP_ADAPTER;
import static org.sessiontoken.architecture.HouseModule.KAFKA_RIGHTS;
import static org.sessiontoken.architecture.HouseModule.KAFKA_TUNING;
import static org.sessiontoken.architecture.HouseModule.SCHEMAS;
import static org.sessiontoken.architecture.HouseModule.SESSION_SERVICE;
import static org.sessiontoken.architecture.HouseModule.SSO_BACKENDS;
import static org.sessiontoken.architecture.HouseModule.SSO_SPI;
import static org.sessiontoken.architecture.HouseModule.STANDALONE;
import static org.sessiontoken.architecture.HouseModule.STARTER;
import static org.sessiontoken.architecture.HouseModule.STRICT_CONFIGURATION;
import static org.sessiontoken.architecture.HouseModule.TELEMETRY;
import static org.sessiontoken.architecture.HouseModule.THIRD_PARTY_BACKEND_EXAMPLE;
import static org.sessiontoken.architecture.HouseModule.TRACING;
import static org.sessiontoken.architecture.HouseModule.VALUES;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.sessiontoken.architecture.fixture.here.NeedsThere;
import org.sessiontoken.architecture.fixture.impl.HiddenInImpl;
import org.sessiontoken.architecture.fixture.there.NeedsHere;
import org.sessiontoken.value.InTwoModules;
import org.sessiontoken.value.TenantId;

/** Who may know whom. */
final class ModuleRules {

    private ModuleRules() {}

    static List<HouseRule> all() {
        return List.of(
                HouseRule.of(
                                arrows(
                                        VALUES,
                                        "every other module stands on the values; turn the dependency round, or move what"
                                                + " is needed into values"),
                                org.sessiontoken.value.fixture.OffTheArrows.class)
                        .allows(TenantId.class),
                HouseRule.of(
                        arrows(
                                SCHEMAS,
                                "the contracts are for everybody who asks or listens; turn the dependency round, or move"
                                        + " what is needed into schemas"),
                        org.sessiontoken.event.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                TELEMETRY,
                                "it is a vocabulary and knows nothing of what is talked about; pass text or numbers to it"),
                        org.sessiontoken.telemetry.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                TRACING,
                                "it makes spans for any program and knows none of them; put what a program says of a"
                                        + " request into the program"),
                        org.sessiontoken.tracing.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(BACKGROUND, "it repeats whatever step it is given; put what a step knows into the step"),
                        org.sessiontoken.background.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                FOLLOWED_FILES,
                                "it follows any files; put what they mean into the reading that a program gives to it"),
                        org.sessiontoken.files.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                CERTIFICATES,
                                "it follows the certificates of any program and knows none of them; put what a program does"
                                        + " with them into the program"),
                        org.sessiontoken.certificates.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                KAFKA_TUNING,
                                "it holds settings of Kafka's clients and no contract; put what is about events into"
                                        + " schemas"),
                        org.sessiontoken.kafka.tuning.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                KAFKA_RIGHTS,
                                "it says what others may do and knows none of them; put what a program does into the"
                                        + " program"),
                        org.sessiontoken.kafka.rights.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                STRICT_CONFIGURATION,
                                "it checks the settings of any program by their types alone; put what a setting means into"
                                        + " the record that has it"),
                        org.sessiontoken.configuration.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                HARDENING,
                                "it looks at the settings of any service, and none of its code; put what is about one"
                                        + " service's work into that service"),
                        org.sessiontoken.hardening.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                ANSWERING,
                                "it is for every service that answers requests, and knows none of them; give it as data what a"
                                        + " service chooses, or leave it in the service"),
                        org.sessiontoken.answering.fixture.KnowsTheBroker.class,
                        org.sessiontoken.answering.fixture.KnowsTheClient.class),
                HouseRule.of(
                        noClasses()
                                .that()
                                .resideInAnyPackage(HouseModule.packagesOf(
                                        VALUES,
                                        SSO_SPI,
                                        SSO_BACKENDS,
                                        TELEMETRY,
                                        BACKGROUND,
                                        FOLLOWED_FILES,
                                        CERTIFICATES))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("org.apache.kafka..")
                                .because(
                                        "a backend of a third party is compiled against values and sso-spi, and has nothing"
                                                + " to do with Kafka; put what is about records into schemas"),
                        org.sessiontoken.value.fixture.UsesKafka.class,
                        org.sessiontoken.sso.fixture.UsesKafka.class,
                        org.sessiontoken.backend.fixture.UsesKafka.class),
                HouseRule.of(
                        arrows(
                                BROKER_CLIENT,
                                "any program can use the client, so it knows the events alone; move what both sides need"
                                        + " into schemas"),
                        org.sessiontoken.client.fixture.OffTheArrows.class),
                HouseRule.of(
                                arrows(
                                        STARTER,
                                        "any Spring application can have it, so it knows the client and no application; move"
                                                + " what it lacks into broker-client"),
                                org.sessiontoken.autoconfigure.fixture.OffTheArrows.class)
                        .allows(org.sessiontoken.autoconfigure.fixture.KnowsTheClient.class),
                HouseRule.of(
                        arrows(
                                SSO_SPI,
                                "a backend is compiled against this module and must get no application with it; give the"
                                        + " backend what it needs through SsoBackendContext"),
                        org.sessiontoken.sso.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                SSO_BACKENDS,
                                "what comes with the broker has no privileges: a third party could have written it; move"
                                        + " what it lacks into sso-spi, where every backend finds it"),
                        org.sessiontoken.backend.fixture.OffTheArrows.class),
                HouseRule.of(
                                arrows(
                                        HTTP_ADAPTER,
                                        "the adapter learns of auth services from the catalogue topic and of outcomes from"
                                                + " replies; put what it lacks into an event of schemas"),
                                org.sessiontoken.adapter.fixture.KnowsABackend.class,
                                org.sessiontoken.adapter.fixture.KnowsTheBroker.class)
                        .allows(org.sessiontoken.adapter.fixture.KnowsTheClient.class),
                HouseRule.of(
                        arrows(
                                BROKER_SERVICE,
                                "the broker answers whoever asks, over Kafka, and finds backends by ServiceLoader alone; put"
                                        + " what requestors and broker share into schemas, and what backends need into"
                                        + " sso-spi"),
                        org.sessiontoken.broker.fixture.KnowsTheClient.class,
                        org.sessiontoken.broker.fixture.KnowsABackend.class),
                HouseRule.of(
                        arrows(
                                SESSION_SERVICE,
                                "it learns from the topics what was issued; put what it lacks into an event of schemas"),
                        org.sessiontoken.session.fixture.KnowsTheBroker.class),
                HouseRule.of(
                                arrows(
                                        AUDIT_CONSOLE,
                                        "the console sees what everybody may read, the topics; put what it lacks into an"
                                                + " event of schemas"),
                                org.sessiontoken.console.fixture.KnowsTheBroker.class,
                                org.sessiontoken.console.fixture.KnowsTheClient.class)
                        .allows(org.sessiontoken.console.fixture.KnowsTheTopics.class),
                HouseRule.of(
                        arrows(
                                THIRD_PARTY_BACKEND_EXAMPLE,
                                "it proves that a backend needs sso-spi alone; move what it lacks into sso-spi, where every"
                                        + " third party finds it"),
                        org.sessiontoken.example.fixture.OffTheArrows.class),
                HouseRule.of(
                        arrows(
                                EMBEDDED_KAFKA,
                                "it is a Kafka as any other and knows nothing of what it carries; give it what it needs"
                                        + " through EmbeddedKafkaSettings"),
                        org.sessiontoken.kafka.embedded.fixture.OffTheArrows.class),
                HouseRule.of(
                                arrows(
                                        STANDALONE,
                                        "it starts the applications and is none itself; leave the work to the application"
                                                + " whose it is"),
                                org.sessiontoken.standalone.fixture.OffTheArrows.class)
                        .allows(org.sessiontoken.standalone.fixture.StartsTheApplications.class),
                HouseRule.of(
                        noClasses()
                                .that()
                                .resideInAnyPackage(HTTP_ADAPTER.packages())
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("..sso..", "..broker..")
                                .as("the HTTP adapter should know nothing of ..sso.. and ..broker..")
                                .because(
                                        "a backend must be exchangeable without touching HTTP; ask SessionTokenClient and"
                                                + " translate its reply"),
                        org.sessiontoken.adapter.fixture.KnowsABackend.class,
                        org.sessiontoken.adapter.fixture.KnowsTheBroker.class),
                HouseRule.of(
                                noClasses()
                                        .that()
                                        .resideInAnyPackage("org.sessiontoken.backend..", "org.sessiontoken.sso..")
                                        .should()
                                        .dependOnClassesThat(resideInAnyPackage("java.net.http..", "javax.net..")
                                                .or(assignableTo("java.net.URLConnection"))
                                                .or(assignableTo("java.net.Socket")))
                                        .as("backends should open no connection by themselves")
                                        .because(
                                                "the broker bounds sizes and times, checks addresses, and closes what it"
                                                        + " opened; call SsoBackendContext.http"),
                                org.sessiontoken.backend.fixture.OpensConnections.class)
                        .allows(org.sessiontoken.backend.fixture.NamesAnAddress.class),
                HouseRule.of(
                        application(HTTP_ADAPTER, STANDALONE),
                        org.sessiontoken.sso.fixture.KnowsTheAdapter.class,
                        org.sessiontoken.broker.fixture.KnowsTheAdapter.class),
                HouseRule.of(
                        application(BROKER_SERVICE, STANDALONE),
                        org.sessiontoken.sso.fixture.OffTheArrows.class,
                        org.sessiontoken.adapter.fixture.KnowsTheBroker.class),
                HouseRule.of(
                        application(AUDIT_CONSOLE, STANDALONE), org.sessiontoken.sso.fixture.KnowsTheConsole.class),
                HouseRule.of(application(STANDALONE), org.sessiontoken.sso.fixture.KnowsTheStandalone.class),
                HouseRule.of(
                        noClasses()
                                .that()
                                .resideInAnyPackage(HouseModule.packagesOf(
                                        VALUES,
                                        TELEMETRY,
                                        BACKGROUND,
                                        FOLLOWED_FILES,
                                        KAFKA_TUNING,
                                        SCHEMAS,
                                        BROKER_CLIENT,
                                        SSO_SPI,
                                        SSO_BACKENDS,
                                        KAFKA_RIGHTS,
                                        EMBEDDED_KAFKA))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("org.springframework..")
                                .because(
                                        "all modules but the applications and their starters are for programs without Spring"
                                                + " too; make the bean in a configuration of the application that needs it"),
                        org.sessiontoken.value.fixture.UsesSpring.class,
                        org.sessiontoken.background.fixture.UsesSpring.class,
                        org.sessiontoken.client.fixture.UsesSpring.class,
                        org.sessiontoken.sso.fixture.UsesSpring.class,
                        org.sessiontoken.backend.fixture.UsesSpring.class,
                        org.sessiontoken.kafka.rights.fixture.UsesSpring.class,
                        org.sessiontoken.kafka.embedded.fixture.UsesSpring.class),
                HouseRule.of(
                                noClasses()
                                        .that()
                                        .resideOutsideOfPackages(
                                                "org.sessiontoken.client",
                                                "org.sessiontoken.answering.writing",
                                                "org.sessiontoken.console.recording")
                                        .should()
                                        .dependOnClassesThat(assignableTo("org.apache.kafka.clients.producer.Producer")
                                                .or(assignableTo("org.springframework.kafka.core.ProducerFactory"))
                                                .or(assignableTo("org.springframework.kafka.core.KafkaOperations")))
                                        .as(
                                                "Kafka producers should be used only in org.sessiontoken.client,"
                                                        + " org.sessiontoken.answering.writing and org.sessiontoken.console.recording")
                                        .because(
                                                "three places write, so that three places are to be looked at for what leaves"
                                                        + " this system; ask through SessionTokenClient, write through"
                                                        + " EventPublisher, or record through AccessRecorder"),
                                org.sessiontoken.broker.fixture.WritesByProducer.class,
                                org.sessiontoken.broker.fixture.WritesByTemplate.class)
                        .allows(org.sessiontoken.broker.fixture.MakesRecords.class),
                HouseRule.of(
                        slices().matching("org.sessiontoken.(**)")
                                .should()
                                .beFreeOfCycles()
                                .because(
                                        "packages that need each other are one package, or share a third; move the type"
                                                + " that both need to the package that is needed, or let one side take an interface"
                                                + " of its own"),
                        NeedsThere.class,
                        NeedsHere.class),
                HouseRule.of(
                                classes()
                                        .should(new InOnePlace())
                                        .as("packages should not be split between modules")
                                        .because(
                                                "package-private must mean this module; give the class a package below its"
                                                        + " own module's root"),
                                InTwoModules.class,
                                TenantId.class)
                        .allows(TenantId.class),
                HouseRule.of(
                        noClasses()
                                .should()
                                .resideInAnyPackage(
                                        "..impl..",
                                        "..util..",
                                        "..utils..",
                                        "..common..",
                                        "..dto..",
                                        "..service..",
                                        "..exception..")
                                .because(
                                        "packages say what the system does; name the package after its feature, and make"
                                                + " package-private what only the feature uses"),
                        HiddenInImpl.class));
    }

    private static ArchRule arrows(HouseModule module, String remedy) {
        return noClasses()
                .that()
                .resideInAnyPackage(module.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(module.forbiddenPackages())
                .as(module.folder() + " should know no module but " + module.knownFolders())
                .because(remedy);
    }

    private static ArchRule application(HouseModule application, HouseModule... starters) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(application.packages())
                .and()
                .resideOutsideOfPackages(HouseModule.packagesOf(starters))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(application.packages())
                .as("nothing but standalone and tests should depend on " + application.folder())
                .because("an application is an end and not a library; move what is worth sharing to schemas,"
                        + " broker-client or sso-spi");
    }
}
