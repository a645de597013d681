package org.sessiontoken.console.board;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.task.ConsoleTask;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.SocketBuffers;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Shows how auth services and brokers are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BoardProperties.class)
public class BoardConfiguration {

    @Bean
    PublishedServices catalogue() {
        return new PublishedServices();
    }

    @Bean
    Breakers breakers() {
        return new Breakers();
    }

    @Bean
    ConsoleTask boardTask(
            ConsumerFactory<?, ?> connection,
            PublishedServices catalogue,
            Breakers breakers,
            RecentLetters letters,
            Clock clock) {
        Map<String, Object> settings = settings(connection.getConfigurationProperties());
        return new ConsoleTask(
                "board",
                () -> new TopicFollower(
                        () -> GrouplessConsumers.create(settings),
                        () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                        catalogue,
                        breakers,
                        letters,
                        clock));
    }

    static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings =
                new HashMap<>(GrouplessConsumers.settings(SocketBuffers.withSystemDefaults(connection)));
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-console-board");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    @Bean(destroyMethod = "close")
    Admin boardAdmin(KafkaAdmin connection) {
        return Admin.create(SocketBuffers.withSystemDefaults(connection.getConfigurationProperties()));
    }

    @Bean
    BoardController boardController(
            PublishedServices catalogue,
            Breakers breakers,
            RecentLetters letters,
            FlowIndex index,
            Admin boardAdmin,
            EventReader reader,
            BoardProperties properties,
            Clock clock) {
        return new BoardController(
                catalogue,
                breakers,
                letters,
                new TalliedLoad(index, clock),
                new BrokerGroup(boardAdmin, reader, properties.brokerGroup(), clock),
                properties.lately(),
                clock);
    }
}
