package org.sessiontoken.it;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** An internal system that publishes to Kafka directly, well or badly. */
final class InternalSystem implements AutoCloseable {

    static final RequestorName NAME = new RequestorName("billing");

    private final OperatorKeys keys;
    private final KafkaProducer<byte[], byte[]> producer;

    InternalSystem(Connections kafka, OperatorKeys keys) {
        this.keys = keys;
        Map<String, Object> settings = new HashMap<>(kafka.of(NAME.value()));
        settings.put("linger.ms", 0);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A request of the scripted backend, sealed with this system's own key. */
    SessionTokenRequested request(String say) {
        return request(say, Instant.now(), Duration.ofSeconds(30));
    }

    SessionTokenRequested request(String say, Instant requestedAt, Duration deadline) {
        RequestId requestId = new RequestId(UUID.randomUUID().toString());
        TenantId tenantId = new TenantId(OperatorKeys.TENANT);
        AuthServiceId authServiceId = new AuthServiceId(Deployment.SCRIPTED);
        Parameters parameters = new Parameters(List.of(new Parameter("Say", Secret.ofText(say))));
        return new SessionTokenRequested(
                requestId,
                tenantId,
                authServiceId,
                parameters.names(),
                Envelope.seal(
                        Credentials.write(parameters),
                        Purpose.CREDENTIALS,
                        Binding.toRequest(requestId, tenantId, authServiceId),
                        key()),
                requestedAt,
                requestedAt.plus(deadline),
                NAME);
    }

    /** Sends requests of the scripted backend, all to the partition of their call flow. */
    List<RequestId> sendAll(String say, int count) {
        return sendAll(say, count, Duration.ofSeconds(30));
    }

    List<RequestId> sendAll(String say, int count, Duration deadline) {
        return sendAll(say, count, deadline, record -> record);
    }

    /** Sends requests of the scripted backend to one partition. */
    List<RequestId> sendAllTo(int partition, String say, int count) {
        return sendAll(
                say,
                count,
                Duration.ofSeconds(30),
                record -> new ProducerRecord<>(
                        record.topic(), partition, record.key(), record.value(), record.headers()));
    }

    private List<RequestId> sendAll(
            String say, int count, Duration deadline, UnaryOperator<ProducerRecord<byte[], byte[]>> addressed) {
        List<RequestId> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SessionTokenRequested request = request(say, Instant.now(), deadline);
            send(addressed.apply(record(request)));
            sent.add(request.requestId());
        }
        return sent;
    }

    SealingKey key() {
        return new SealingKey(NAME, keys.internal);
    }

    static ProducerRecord<byte[], byte[]> record(SessionTokenRequested request) {
        return record(
                request,
                new ReturnAddress(
                        Optional.of(CorrelationKey.of(request.requestId())), Optional.empty(), Optional.empty()));
    }

    static ProducerRecord<byte[], byte[]> record(SessionTokenRequested request, ReturnAddress address) {
        return RequestCodec.write(
                new RequestEvent(new CorrelationId("internal-flow"), request, address, Optional.empty()));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
