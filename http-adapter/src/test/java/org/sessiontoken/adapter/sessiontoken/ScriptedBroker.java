package org.sessiontoken.adapter.sessiontoken;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.sessiontoken.client.Availability;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Replies as a test tells it to, and stores the requests that it received. */
public final class ScriptedBroker {

    public static final String TOKEN = "abc3fj6sdehd529ng33dg";
    public static final RequestId REQUEST_ID = new RequestId("request-0001");

    private final List<SessionTokenRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Function<SessionTokenRequest, CompletionStage<SessionTokenReply>> script =
            request -> done(issued(TOKEN));
    private volatile Optional<SessionTokenReply> refusal = Optional.empty();
    private volatile Availability availability = Availability.READY;

    public void replyWith(SessionTokenReply reply) {
        script = request -> done(reply);
    }

    public void onRequest(Function<SessionTokenRequest, CompletionStage<SessionTokenReply>> answer) {
        script = answer;
    }

    public void setAvailability(Availability now) {
        availability = now;
    }

    /** Replies so before a request is looked at. */
    public void refuseAll(SessionTokenReply reply) {
        refusal = Optional.of(reply);
    }

    public List<SessionTokenRequest> requests() {
        return requests;
    }

    public static SessionTokenReply issued(String token) {
        return new SessionTokenReply.Issued(REQUEST_ID, Secret.ofText(token), Instant.EPOCH);
    }

    public static SessionTokenReply declined(Outcome outcome) {
        return declined(outcome, Optional.empty(), Optional.empty());
    }

    public static SessionTokenReply declined(Outcome outcome, Optional<String> detail, Optional<Duration> retryAfter) {
        return new SessionTokenReply.Declined(
                REQUEST_ID, outcome, new ReasonCode("reason-for-audit"), detail, retryAfter);
    }

    private static CompletionStage<SessionTokenReply> done(SessionTokenReply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private CompletionStage<SessionTokenReply> request(SessionTokenRequest request) {
        requests.add(request);
        return script.apply(request);
    }

    /** Puts the scripted broker in the place of the client. */
    @Configuration(proxyBeanMethods = false)
    public static class Beans {

        @Bean
        TokenSource tokenSource(ScriptedBroker broker) {
            return new TokenSource() {
                @Override
                public CompletionStage<SessionTokenReply> request(SessionTokenRequest request) {
                    return broker.request(request);
                }

                @Override
                public Optional<SessionTokenReply> refusal() {
                    return broker.refusal;
                }
            };
        }

        @Bean
        HealthIndicator brokerHealthIndicator(ScriptedBroker broker) {
            return new BrokerHealth(() -> broker.availability);
        }
    }
}
