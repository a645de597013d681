package org.sessiontoken.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.telemetry.Metric;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

class FollowedBundlesTest {

    private static final String BUNDLE = "kafka";
    private static final int LOOKS_UNTIL_SETTLED = 2;

    @TempDir
    private Path folder;

    private MountedSecret secret;
    private final PemSslBundleProperties pem = new PemSslBundleProperties();
    private final SslProperties settings = new SslProperties();
    private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();

    @BeforeEach
    void mount() {
        secret = new MountedSecret(folder.resolve("mounted"));
        pem.getKeystore().setCertificate(secret.file("tls.crt").toString());
        pem.getKeystore().setPrivateKey(secret.file("tls.key").toString());
        pem.getTruststore().setCertificate(secret.file("ca.crt").toString());
        settings.getBundle().getPem().put(BUNDLE, pem);
        // As Spring Boot does.
        registry.registerBundle(BUNDLE, PropertiesSslBundle.get(pem));
    }

    private FollowedBundles follow() {
        FollowedBundles followed = new FollowedBundles(settings.getBundle(), ApplicationResourceLoader.get());
        followed.register(registry);
        return followed;
    }

    private static void settle(FollowedBundles followed) {
        for (int look = 0; look <= LOOKS_UNTIL_SETTLED; look++) {
            followed.run();
        }
    }

    private static BigInteger serialNumber(SslBundle bundle) {
        try {
            KeyStore keys = Objects.requireNonNull(bundle.getStores().getKeyStore());
            X509Certificate certificate =
                    (X509Certificate) keys.getCertificate(keys.aliases().nextElement());
            return certificate.getSerialNumber();
        } catch (KeyStoreException notLoaded) {
            throw new IllegalStateException(notLoaded);
        }
    }

    @Test
    void haveANewPairOnceTheLinkOfAMountedSecretIsSwapped() {
        FollowedBundles followed = follow();
        SslBundle given = registry.getBundle(BUNDLE);
        BigInteger before = serialNumber(given);
        List<BigInteger> told = new ArrayList<>();
        registry.addBundleUpdateHandler(BUNDLE, changed -> told.add(serialNumber(changed)));

        secret.renew();
        settle(followed);
        secret.renew();
        settle(followed);

        assertThat(serialNumber(given)).isNotEqualTo(before).isEqualTo(serialNumber(registry.getBundle(BUNDLE)));
        assertThat(told).hasSize(2).doesNotContain(before).endsWith(serialNumber(given));
        assertThat(given.createSslContext()).isNotNull();
    }

    @Test
    void keepTheEarlierPairWhileTheNewOneIsHalfWrittenAndSaySoOnce() throws IOException {
        FollowedBundles followed = follow();
        SslBundle given = registry.getBundle(BUNDLE);
        BigInteger before = serialNumber(given);
        MountedSecret another = new MountedSecret(folder.resolve("another"));
        Logger logger = (Logger) LoggerFactory.getLogger(FollowedFiles.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            Files.write(secret.file("tls.crt"), Files.readAllBytes(another.file("tls.crt")));
            settle(followed);
            settle(followed);

            assertThat(serialNumber(given)).isEqualTo(before);
            assertThat(log.list)
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line.getFormattedMessage()).contains("SSL bundle kafka", "private key"));
        } finally {
            logger.detachAppender(log);
        }

        Files.write(secret.file("tls.key"), Files.readAllBytes(another.file("tls.key")));
        settle(followed);

        assertThat(serialNumber(given)).isEqualTo(serialNumber(PropertiesSslBundle.get(pem)));
        assertThat(serialNumber(given)).isNotEqualTo(before);
    }

    @Test
    void areRefusedAtTheStartIfNoConnectionCanBeOpenedByThem() throws IOException {
        Files.write(
                secret.file("tls.key"),
                Files.readAllBytes(new MountedSecret(folder.resolve("another")).file("tls.key")));

        assertThatIllegalArgumentException()
                .isThrownBy(this::follow)
                .withMessageContainingAll("SSL bundle kafka", "private key");
    }

    @Test
    void tellHowManyDaysAreLeft() {
        FollowedBundles followed = follow();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Instant inAWeek = Instant.now().plus(Duration.ofDays(7));
        new CertificateMetrics(followed, Clock.fixed(inAWeek, ZoneOffset.UTC)).bindTo(meters);

        assertThat(daysLeft(meters, "keystore")).isBetween(82.9, 83.1);
        assertThat(daysLeft(meters, "truststore")).isBetween(3_642.9, 3_643.1);
    }

    private static double daysLeft(SimpleMeterRegistry meters, String store) {
        return meters.get(Metric.CERTIFICATE_DAYS_LEFT.meterName())
                .tag(Metric.Tag.BUNDLE, BUNDLE)
                .tag(Metric.Tag.STORE, store)
                .gauge()
                .value();
    }
}
