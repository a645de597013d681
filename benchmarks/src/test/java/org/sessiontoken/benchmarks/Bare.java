package org.sessiontoken.benchmarks;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.kafka.tuning.DurableWrites;
import org.sessiontoken.kafka.tuning.SocketBuffers;

/**
 * What HTTP by way of Kafka costs as a minimum: the server of the adapter with as many threads, and for each request the
 * floor's 600 bytes there and back. Nothing is understood, checked, sealed, audited, limited, counted or logged.
 */
final class Bare implements AutoCloseable {

    static final String REQUESTS = "bare-requests";
    static final String REPLIES = "bare-replies";
    private static final byte[] ANSWER =
            "{\"sessionToken\":\"0123456789012345678901234567890123456789012\"}".getBytes(StandardCharsets.US_ASCII);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Long, AsyncContext> asked = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private Bare(String servers) {
        Map<String, Object> writes =
                new HashMap<>(SocketBuffers.withSystemDefaults(Map.of("bootstrap.servers", servers)));
        writes.putAll(DurableWrites.SETTINGS);
        this.producer = new KafkaProducer<>(writes, new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer = Floor.consumer(servers, REPLIES);
    }

    /** Its arguments are where Kafka is, the port on loopback, and a folder for the server. */
    public static void main(String[] args) throws LifecycleException, IOException {
        try (Bare bare = new Bare(args[0])) {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(Files.createDirectories(Path.of(args[2])).toString());
            tomcat.setPort(Integer.parseInt(args[1]));
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            tomcat.getConnector().setProperty("maxThreads", "4");
            tomcat.getConnector().setProperty("minSpareThreads", "4");
            Context context = tomcat.addContext("", null);
            Tomcat.addServlet(context, "tokens", bare.new Tokens()).setAsyncSupported(true);
            context.addServletMappingDecoded("/*", "tokens");
            tomcat.start();
            bare.answer();
        }
    }

    private void answer() throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(Floor.POLL)) {
                AsyncContext request =
                        asked.remove(ByteBuffer.wrap(reply.value()).getLong());
                if (request != null) {
                    ServletResponse response = request.getResponse();
                    response.setContentType("application/json");
                    response.setContentLength(ANSWER.length);
                    response.getOutputStream().write(ANSWER);
                    request.complete();
                }
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }

    private final class Tokens extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            long number = numbers.incrementAndGet();
            asked.put(number, request.startAsync());
            byte[] value = new byte[Floor.VALUE_BYTES];
            ByteBuffer.wrap(value).putLong(number);
            producer.send(new ProducerRecord<>(REQUESTS, 0, null, value));
        }
    }
}
