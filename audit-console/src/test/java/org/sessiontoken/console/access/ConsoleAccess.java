package org.sessiontoken.console.access;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.console.ConsoleApplication;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowJson;
import org.sessiontoken.event.AccessCodec;
import org.sessiontoken.event.Accessed;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.value.AccountId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A started console with two users, and an endpoint that shows an account. */
public final class ConsoleAccess implements AutoCloseable {

    /** The account that must be seen by auditors alone. */
    public static final String ACCOUNT = "acc-4711-canary";

    public static final String VIEWER = "victor";
    public static final String VIEWERS_PASSWORD = "viewer's password";
    public static final String AUDITOR = "anna";
    public static final String AUDITORS_PASSWORD = "auditor's password";

    /** Has the role of the auditor taken away as soon as a request with this header has passed the security filters. */
    public static final String DEMOTES = "X-Demotes-The-Auditor";

    private final ConfigurableApplicationContext console;

    private ConsoleAccess(ConfigurableApplicationContext console) {
        this.console = console;
    }

    public static ConsoleAccess start(String bootstrapServers, Path folder, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--ags.console.index.directory=" + folder.resolve("index"),
                "--ags.console.access.users-file=" + usersFile(folder)));
        Stream.of(settings).forEach(arguments::add);
        return new ConsoleAccess(
                ConsoleApplication.application().sources(AnEndpoint.class).run(arguments.toArray(String[]::new)));
    }

    public static Path usersFile(Path folder) {
        Path file = folder.resolve("users.txt");
        if (!Files.exists(file)) {
            write(
                    file,
                    "# The users of this test",
                    VIEWER + ":" + new BCryptPasswordEncoder(4).encode(VIEWERS_PASSWORD) + ":viewer",
                    "",
                    AUDITOR + ":" + new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode(AUDITORS_PASSWORD)
                            + ":auditor");
        }
        return file;
    }

    static void write(Path file, String... lines) {
        try {
            Files.write(file, List.of(lines));
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    public static void makeTopic(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(Topics.ACCESSES, 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** All accesses that are on the topic now. */
    public static List<Accessed> accesses(String bootstrapServers) {
        TopicPartition partition = new TopicPartition(Topics.ACCESSES, 0);
        try (Consumer<byte[], byte[]> consumer =
                GrouplessConsumers.create(GrouplessConsumers.settings(Map.of("bootstrap.servers", bootstrapServers)))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<Accessed> found = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    found.add(AccessCodec.read(record));
                }
            }
            return found;
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + console.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public Browser browser() {
        return new Browser(url());
    }

    public Browser viewer() {
        Browser browser = browser();
        browser.signIn(VIEWER, VIEWERS_PASSWORD);
        return browser;
    }

    public Browser auditor() {
        Browser browser = browser();
        browser.signIn(AUDITOR, AUDITORS_PASSWORD);
        return browser;
    }

    /** Ends all sessions, as their timeout does. */
    public void expireSessions() {
        TomcatWebServer server = (TomcatWebServer)
                Objects.requireNonNull(((WebServerApplicationContext) console).getWebServer(), "a started console");
        for (Container context : server.getTomcat().getHost().findChildren()) {
            Stream.of(((Context) context).getManager().findSessions()).forEach(Session::expire);
        }
    }

    public <T> T bean(String name, Class<T> type) {
        return console.getBean(name, type);
    }

    public <T> T bean(Class<T> type) {
        return console.getBean(type);
    }

    @Override
    public void close() {
        console.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class AnEndpoint {

        /** Behind Spring Security's filters, as every filter is that says nothing else. */
        @Bean
        Filter demotion(@Value("${ags.console.access.users-file}") Path users) {
            return (request, response, chain) -> {
                if (request instanceof HttpServletRequest http && http.getHeader(DEMOTES) != null) {
                    Files.writeString(users, Files.readString(users).replace(":auditor", ":viewer"));
                }
                chain.doFilter(request, response);
            };
        }

        @Bean
        Rows rows(AccountHashes hashes) {
            return new Rows(hashes);
        }
    }

    /** As an endpoint that somebody adds and that nobody has told the gate of. */
    @RestController
    static class Rows {

        private final AccountHashes hashes;

        Rows(AccountHashes hashes) {
            this.hashes = hashes;
        }

        @GetMapping("/api/rows-of-a-test")
        List<FlowJson.Account> rows(HttpServletRequest request, FlowFilter filter) {
            AccountId account = new AccountId(ACCOUNT);
            return List.of(new FlowJson.Account(hashes.of(account), Role.AUDITOR.isOf(request) ? account : null));
        }

        @PostMapping("/api/changes-of-a-test")
        String change() {
            return "changed";
        }
    }
}
