package org.sessiontoken.benchmarks;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a Spring developer would write first: a controller with a {@link ReplyingKafkaTemplate}, a listener that sends its
 * answer back, JSON, and Spring Boot's defaults. Nothing is sealed and nothing is audited.
 */
final class Peer {

    static final String REQUESTS = "peer-requests";
    static final String REPLIES = "peer-replies";

    /** Given to both programs: JSON both ways, and no observations, which only actuator on the class path would bring. */
    static final List<String> SETTINGS = List.of(
            "--spring.kafka.producer.value-serializer=org.springframework.kafka.support.serializer.JacksonJsonSerializer",
            "--spring.kafka.consumer.value-deserializer=org.springframework.kafka.support.serializer.JacksonJsonDeserializer",
            "--spring.kafka.consumer.properties.spring.json.trusted.packages=org.sessiontoken.benchmarks",
            "--management.observations.enable.all=false",
            "--logging.level.org.apache.kafka=warn",
            "--spring.config.name=peer");

    private Peer() {}

    record Parameter(String name, String value) {}

    record Ask(List<Parameter> parameters) {}

    record Asked(String tenant, String service, List<Parameter> parameters) {}

    record Answered(String sessionToken, String accountId, Instant expiresAt) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Front {

        public static void main(String[] args) {
            SpringApplication.run(Front.class, args);
        }

        @Bean
        ReplyingKafkaTemplate<String, Asked, Answered> template(
                ProducerFactory<String, Asked> producers,
                ConcurrentKafkaListenerContainerFactory<String, Answered> containers) {
            ConcurrentMessageListenerContainer<String, Answered> replies = containers.createContainer(REPLIES);
            replies.getContainerProperties().setGroupId("peer-front-" + UUID.randomUUID());
            return new ReplyingKafkaTemplate<>(producers, replies);
        }

        @Bean
        Tokens tokens(ReplyingKafkaTemplate<String, Asked, Answered> template) {
            return new Tokens(template);
        }
    }

    @RestController
    static class Tokens {

        private final ReplyingKafkaTemplate<String, Asked, Answered> template;

        Tokens(ReplyingKafkaTemplate<String, Asked, Answered> template) {
            this.template = template;
        }

        @PostMapping("/ags/getSessionToken")
        CompletableFuture<Answered> token(
                @RequestHeader("x-auth-service-id") String service,
                @RequestHeader("nv-tenant-id") String tenant,
                @RequestHeader("x-correlation-id") String correlation,
                @RequestBody Ask ask) {
            return template.sendAndReceive(
                            new ProducerRecord<>(REQUESTS, correlation, new Asked(tenant, service, ask.parameters())))
                    .thenApply(ConsumerRecord::value);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Back {

        public static void main(String[] args) {
            SpringApplication.run(Back.class, args);
        }

        @Bean
        Verifier verifier(@Value("${keys}") Path keys) {
            return new Verifier(Jwts.parser()
                    .json(JoseJson.reader())
                    .verifyWith(KeySetFile.read(keys, DevelopmentKeys.REFUSED)
                            .get(0)
                            .toSecretKey())
                    .requireAudience("ags")
                    .build());
        }
    }

    static class Verifier {

        private final JwtParser parser;

        Verifier(JwtParser parser) {
            this.parser = parser;
        }

        @KafkaListener(topics = REQUESTS, groupId = "peer-back")
        @SendTo
        Answered answer(Asked asked) {
            Claims claims =
                    parser.parseSignedClaims(asked.parameters().get(0).value()).getPayload();
            return new Answered(
                    UUID.randomUUID().toString(),
                    claims.get("OpfAccountId", String.class),
                    Instant.now().plusSeconds(300));
        }
    }
}
