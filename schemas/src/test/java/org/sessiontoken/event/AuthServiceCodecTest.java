package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

class AuthServiceCodecTest {

    private static final Key KEY = new Key(SampleEvents.TENANT, SampleEvents.SERVICE);

    @Test
    void readsWhatItWrites() {
        ConsumerRecord<byte[], byte[]> record = written(SampleEvents.authService());

        assertThat(AuthServiceCodec.readKey(record)).isEqualTo(KEY);
        assertThat(AuthServiceCodec.readEntry(record)).contains(SampleEvents.authService());
    }

    @Test
    void readsARemovalAsNoEntry() {
        ConsumerRecord<byte[], byte[]> record = SampleEvents.consumed(AuthServiceCodec.writeRemoval(KEY));

        assertThat(AuthServiceCodec.readKey(record)).isEqualTo(KEY);
        assertThat(AuthServiceCodec.readEntry(record)).isEmpty();
    }

    @Test
    void keepsTheOrderOfDisplayAttributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        List.of("zeta", "name", "alpha", "logo", "colour", "help").forEach(name -> attributes.put(name, "x"));
        AuthServiceDescribed entry =
                new AuthServiceDescribed(SampleEvents.TENANT, SampleEvents.SERVICE, attributes, List.of(), true, null);

        assertThat(AuthServiceCodec.readEntry(written(entry)).orElseThrow().displayAttributes())
                .containsExactlyEntriesOf(attributes);
    }

    @Nested
    class AKey {

        @Test
        void takesTheFirstSlashForItsOwnSinceATenantHasNone() {
            Key key = new Key(new TenantId("nagra"), new AuthServiceId("a/b/"));

            assertThat(AuthServiceCodec.readKey(SampleEvents.consumed(AuthServiceCodec.writeRemoval(key))))
                    .isEqualTo(key);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "nagra", "/kiosk", "nagra/", "nag ra/kiosk", "nagra/ kiosk"})
        void isRefusedWhereItIsNotATenantAndAnAuthService(String key) {
            ConsumerRecord<byte[], byte[]> record = withKey(key);

            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> AuthServiceCodec.readKey(record));
        }

        @Test
        void isRefusedWhereItIsThatOfAnotherEntry() {
            ConsumerRecord<byte[], byte[]> record = withKey("other/Customer Auth Service");

            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> AuthServiceCodec.readEntry(record));
        }

        private ConsumerRecord<byte[], byte[]> withKey(String key) {
            ProducerRecord<byte[], byte[]> record =
                    AuthServiceCodec.write(SampleEvents.authService(), SampleEvents.NOON);
            return SampleEvents.record(
                    record.topic(), key.getBytes(StandardCharsets.UTF_8), record.value(), record.headers());
        }
    }

    @Test
    void refusesAnEntryOfAnotherType() {
        ConsumerRecord<byte[], byte[]> record = written(SampleEvents.authService());
        record.headers().remove("ce_type");

        assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> AuthServiceCodec.readEntry(record));
    }

    private static ConsumerRecord<byte[], byte[]> written(AuthServiceDescribed entry) {
        return SampleEvents.consumed(AuthServiceCodec.write(entry, SampleEvents.NOON));
    }
}
