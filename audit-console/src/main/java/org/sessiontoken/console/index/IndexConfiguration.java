package org.sessiontoken.console.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
            if (file != null) {
                return AccountHashes.ofFile(file);
            }
            Files.createDirectories(
                    properties.directory(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return AccountHashes.kept(properties.directory().resolve("account.key"));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    (file == null ? "ags.console.index.directory" : "ags.console.index.account-key")
                            + " cannot be used: it must be a folder that can be written, or a readable file with 32 bytes",
                    failure);
        }
    }

    @Bean
    FlowIndex flowIndex(IndexProperties properties, AccountHashes accounts) {
        return new FlowIndex(properties.directory(), accounts);
    }
}
