package org.sessiontoken.console.index;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sessiontoken.telemetry.Metric;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The index, and the hashes of accounts in it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IndexProperties.class)
public class IndexConfiguration {

    @Bean
    AccountHashes accountHashes(IndexProperties properties) {
        Path file = properties.accountKey();
        try {
            return file == null ? keptIn(properties.directory()) : AccountHashes.ofFile(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    (file == null ? "ags.console.index.directory" : "ags.console.index.account-key")
                            + " cannot be used: it must be a folder that can be written, or a readable file with 32 bytes",
                    failure);
        }
    }

    /** Where there is no room, the console starts nevertheless, says so, and goes on when there is: only what no time mends is refused. */
    private static AccountHashes keptIn(Path directory) throws IOException {
        AccountHashes hashes = AccountHashes.kept(directory.resolve("account.key"));
        try {
            IndexFile.createFolder(directory);
            hashes.keep();
        } catch (IOException failure) {
            if (!mayBeWritten(directory.toAbsolutePath())) {
                throw failure;
            }
        }
        return hashes;
    }

    private static boolean mayBeWritten(Path folder) {
        Path parent = folder.getParent();
        return Files.exists(folder) || parent == null
                ? Files.isDirectory(folder) && Files.isWritable(folder)
                : mayBeWritten(parent);
    }

    /** From when the index is built on: what was there before is no news. */
    @Bean(destroyMethod = "close")
    AutoCloseable differingOutcomes(FlowIndex index, MeterRegistry meters) {
        Counter differing = Counter.builder(Metric.CONSOLE_DIFFERING_OUTCOMES.meterName())
                .description(Metric.CONSOLE_DIFFERING_OUTCOMES.description())
                .register(meters);
        return index.watch(rows ->
                differing.increment(rows.stream().filter(FlowRow::differs).count()));
    }

    @Bean
    FlowIndex flowIndex(IndexProperties properties, AccountHashes accounts) {
        return new FlowIndex(properties.directory(), accounts);
    }
}
