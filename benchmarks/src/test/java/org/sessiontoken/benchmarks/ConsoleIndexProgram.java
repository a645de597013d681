package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexConfiguration;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.console.index.IndexUnavailableException;
import org.sessiontoken.console.search.Cursor;
import org.sessiontoken.console.search.FilterParameters;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowHistograms;
import org.sessiontoken.console.search.FlowSearch;
import org.sessiontoken.console.search.SearchConfiguration;
import org.sessiontoken.console.tail.TailConfiguration;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Reads all events once and does nothing with them, then builds the console's index from them, and then searches it. It is the
 * console without its web server.
 *
 * <p>Arguments: Kafka's address, the folder of the index, the file for the results, how many events there are, how many bytes
 * these have, and when the first one was written.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({KafkaAutoConfiguration.class, JacksonAutoConfiguration.class})
@Import({IndexConfiguration.class, TailConfiguration.class, SearchConfiguration.class})
class ConsoleIndexProgram {

    private static final int SEARCHES = 1_000;
    private static final int WARM_UP = 100;
    private static final int PAGE = 100;
    private static final Cursor NEWEST = Cursor.parse("999999999999999-0");

    private final StringBuilder text = new StringBuilder();
    private final Random random = new Random(1);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] args) throws IOException {
        new ConsoleIndexProgram().run(args);
        // Kafka's and Spring's threads need not be waited for.
        Runtime.getRuntime().halt(0);
    }

    private void run(String[] args) throws IOException {
        int events = Integer.parseInt(args[3]);
        long topicBytes = Long.parseLong(args[4]);
        Path directory = Path.of(args[1]);
        text.append("# The console's index\n\n")
                .append(Tables.machine())
                .append("; ")
                .append(Tables.number(events, 0))
                .append(" events, one half requests and the other half outcomes, of ")
                .append(Tables.number(topicBytes / 1e6, 0))
                .append(" MB on their topics; flags: `")
                .append(String.join(" ", ConsoleIndex.FLAGS))
                .append("`. The console runs without its web server.\n\n");
        Rate read = measure(events, () -> readOnly(args[0], events));
        AtomicReference<ConfigurableApplicationContext> console = new AtomicReference<>();
        Rate built = measure(events, () -> console.set(built(args[0], directory)));
        long indexBytes = ConsoleIndex.bytes(directory, "flows.db");
        Tables.head(text, "", "events/s", "events for each second of processor time");
        Tables.row(text, "read, and nothing done", Tables.number(read.perSecond, 0), Tables.number(read.perCpu, 0));
        Tables.row(text, "built", Tables.number(built.perSecond, 0), Tables.number(built.perCpu, 0));
        Tables.row(
                text,
                "built / read",
                Tables.number(built.perSecond / read.perSecond, 2),
                Tables.number(built.perCpu / read.perCpu, 2));
        text.append("\n");
        Tables.head(text, "index, MB", "index / topics, %", "bytes for each event", "resident MiB", "peak MiB");
        Tables.row(
                text,
                Tables.number(indexBytes / 1e6, 0),
                Tables.percent((double) indexBytes / topicBytes),
                Tables.number((double) indexBytes / events, 0),
                Long.toString(memory("VmRSS:")),
                Long.toString(memory("VmHWM:")));
        text.append("\n");
        search(Objects.requireNonNull(console.get()), events / 2, Instant.parse(args[5]));
        text.append("\nAfter the searches, ")
                .append(memory("VmRSS:"))
                .append(" MiB are resident, and were ")
                .append(memory("VmHWM:"))
                .append(" at most.\n");
        Files.writeString(Path.of(args[2]), text);
    }

    private record Rate(double perSecond, double perCpu) {}

    private static Rate measure(int events, Runnable work) {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        work.run();
        return new Rate(events * 1e9 / (System.nanoTime() - start), events * 1e9 / (cpuNanos() - cpu));
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long memory(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static void readOnly(String bootstrapServers, int events) {
        try (Consumer<byte[], byte[]> consumer =
                GrouplessConsumers.create(GrouplessConsumers.settings(Map.of("bootstrap.servers", bootstrapServers)))) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .filter(found -> found.topic().startsWith("ags."))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int read = 0; read < events; ) {
                read += consumer.poll(Duration.ofMillis(100)).count();
            }
        }
    }

    private static ConfigurableApplicationContext built(String bootstrapServers, Path directory) {
        ConfigurableApplicationContext console = new SpringApplicationBuilder(ConsoleIndexProgram.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                        "--ags.console.index.directory=" + directory);
        FlowIndex index = console.getBean(FlowIndex.class);
        while (!isBuilt(index)) {
            Await.pause(Duration.ofMillis(20));
        }
        return console;
    }

    private static boolean isBuilt(FlowIndex index) {
        try {
            return !index.read(IndexSnapshot::coverage).building();
        } catch (IndexUnavailableException notOpenYet) {
            return false;
        }
    }

    private void search(ConfigurableApplicationContext console, int requests, Instant start) {
        FlowSearch search = console.getBean(FlowSearch.class);
        FlowHistograms histograms = console.getBean(FlowHistograms.class);
        AccountHashes accounts = console.getBean(AccountHashes.class);
        Map<String, Supplier<Object>> searches = new LinkedHashMap<>();
        Supplier<ConsoleIndex> some = () -> new ConsoleIndex(random.nextInt(requests), start);
        add(
                searches,
                search,
                accounts,
                "request ID",
                () -> Map.of("requestId", some.get().requestId()));
        add(
                searches,
                search,
                accounts,
                "correlation ID",
                () -> Map.of("correlationId", some.get().correlationId()));
        add(
                searches,
                search,
                accounts,
                "account",
                () -> Map.of("account", "account-" + random.nextInt(ConsoleIndex.ACCOUNTS)));
        add(
                searches,
                search,
                accounts,
                "token hash",
                () -> Map.of(
                        "tokenHash",
                        ConsoleIndex.tokenHash(random.nextInt(requests)).value()));
        add(
                searches,
                search,
                accounts,
                "caller",
                () -> Map.of("caller", some.get().caller().value()));
        add(
                searches,
                search,
                accounts,
                "range of callers",
                () -> Map.of("caller", "10." + random.nextInt(4) + ".0.0/16", "outcome", "unauthorised"));
        add(searches, search, accounts, "everything", Map::of);
        add(searches, search, accounts, "not issued", () -> Map.of("outcome", "not-issued"));
        add(
                searches,
                search,
                accounts,
                "auth service and outcome",
                () -> Map.of("authService", "service-" + random.nextInt(8), "outcome", "unauthorised"));
        add(
                searches,
                search,
                accounts,
                "rare reason, some time",
                () -> Map.of(
                        "reason", "rare-" + random.nextInt(40),
                        "from", start.plusSeconds(random.nextInt(200)).toString(),
                        "to", start.plusSeconds(300 + random.nextInt(200)).toString()));
        searches.put("histogram of all", () -> histograms.of(filter(Map.of("from", start.toString()), accounts), 120));
        searches.put(
                "histogram of 100 s",
                () -> histograms.of(
                        filter(
                                Map.of(
                                        "from", start.plusSeconds(100).toString(),
                                        "to", start.plusSeconds(200).toString()),
                                accounts),
                        120));
        Tables.head(text, "search", "p50 ms", "p99 ms", "max ms");
        searches.forEach(this::measure);
    }

    private static void add(
            Map<String, Supplier<Object>> searches,
            FlowSearch search,
            AccountHashes accounts,
            String name,
            Supplier<Map<String, String>> parameters) {
        searches.put(name, () -> search.page(filter(parameters.get(), accounts), NEWEST, PAGE));
    }

    private static FlowFilter filter(Map<String, String> parameters, AccountHashes accounts) {
        Map<String, String[]> map = new LinkedHashMap<>();
        parameters.forEach((name, value) -> map.put(name, new String[] {value}));
        return FilterParameters.read(map, accounts, true);
    }

    private void measure(String name, Supplier<Object> search) {
        double[] millis = new double[SEARCHES];
        for (int i = -WARM_UP; i < SEARCHES; i++) {
            long start = System.nanoTime();
            Objects.requireNonNull(search.get());
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        Tables.row(
                text,
                name,
                Tables.number(millis[SEARCHES / 2], 2),
                Tables.number(millis[SEARCHES * 99 / 100], 2),
                Tables.number(millis[SEARCHES - 1], 2));
    }
}
