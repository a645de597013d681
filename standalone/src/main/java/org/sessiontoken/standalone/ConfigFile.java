package org.sessiontoken.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A file with further settings of the services. They have precedence over all other files and the environment. What this
 * program sets itself is refused there, since it would be without effect.
 */
final class ConfigFile implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final String OPTION = "--config";
    private static final String BY_THIS_PROGRAM = "this program sets it";
    private static final String NOT_READ = "it has no effect in this program";
    private static final Map<ConfigurationPropertyName, String> REFUSED = refused();

    private final List<PropertySource<?>> documents;

    private ConfigFile(List<PropertySource<?>> documents) {
        this.documents = documents;
    }

    static ConfigFile none() {
        return new ConfigFile(List.of());
    }

    static ConfigFile read(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new TokenBrokerException("file " + file + " cannot be read: give another with " + OPTION);
        }
        ConfigFile config = new ConfigFile(documents(file));
        config.documents.stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(document -> List.of(((EnumerablePropertySource<?>) document).getPropertyNames()).stream())
                .forEach(key -> require(key, file));
        return config;
    }

    private static List<PropertySource<?>> documents(Path file) {
        PropertySourceLoader loader = file.toString().endsWith(".properties")
                ? new PropertiesPropertySourceLoader()
                : new YamlPropertySourceLoader();
        try {
            return loader.load(OPTION, new FileSystemResource(file));
        } catch (MarkedYAMLException malformed) {
            String line = malformed.getProblemMark() == null
                    ? ""
                    : ", line " + (malformed.getProblemMark().getLine() + 1);
            throw new TokenBrokerException("file " + file + line + " is no valid YAML: correct the file, or name it"
                    + " .properties if it is one (" + OPTION + ")");
        } catch (IOException | IllegalArgumentException | IllegalStateException unreadable) {
            throw new TokenBrokerException("file " + file
                    + " is no valid configuration file: correct it, or give another" + " with " + OPTION);
        }
    }

    private static void require(String key, Path file) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
        REFUSED.forEach((refused, reason) -> {
            if (refused.equals(name) || refused.isAncestorOf(name)) {
                throw new TokenBrokerException(
                        "file " + file + " must not have the key " + key + ": " + reason + " (" + OPTION + ")");
            }
        });
    }

    private static Map<ConfigurationPropertyName, String> refused() {
        Map<ConfigurationPropertyName, String> refused = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("server.port", "give --http-port or --console-port instead");
        reasons.put("server.address", BY_THIS_PROGRAM);
        reasons.put("management.server", "health and metrics are on the port of each service here");
        reasons.put("spring.kafka.bootstrap-servers", BY_THIS_PROGRAM + ", since Kafka is its own");
        reasons.put("ags.development", BY_THIS_PROGRAM + ", since its keys are for development");
        reasons.put("ags.broker.auth-services", "give them in a file of their own, by --auth-services-file");
        reasons.put("ags.broker.auth-services-file", "give --auth-services-file instead");
        reasons.put("ags.broker.requestors", "give --requestor NAME=FILE instead");
        reasons.put("ags.broker.instance", BY_THIS_PROGRAM);
        reasons.put("ags.broker.issuing.keys", BY_THIS_PROGRAM);
        reasons.put("ags.broker.intake.dead-letter-keys", BY_THIS_PROGRAM);
        reasons.put("ags.adapter.sealing-keys", BY_THIS_PROGRAM);
        reasons.put("ags.adapter.default-tenant", BY_THIS_PROGRAM);
        reasons.put("ags.console.index.directory", BY_THIS_PROGRAM);
        reasons.put("ags.console.dead-letters.keys", BY_THIS_PROGRAM);
        reasons.put("ags.console.access.one-time-link-file", BY_THIS_PROGRAM);
        reasons.put("spring.autoconfigure.exclude", BY_THIS_PROGRAM);
        reasons.put("logging", NOT_READ);
        reasons.put("spring.config", NOT_READ);
        reasons.put("spring.main", NOT_READ);
        reasons.put("spring.profiles", NOT_READ);
        reasons.forEach((key, reason) -> refused.put(ConfigurationPropertyName.of(key), reason));
        return refused;
    }

    /** First, so that others see these settings, too. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** Adds the settings below those that this program gives on the services' command lines. */
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        String before = CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME;
        for (PropertySource<?> document : documents) {
            // Each document of a file overrides those before it.
            if (sources.contains(before)) {
                sources.addAfter(before, document);
            } else {
                sources.addFirst(document);
            }
        }
    }
}
