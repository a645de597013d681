/**
 * Certificates and keys on disk that may change while a program runs.
 *
 * <p>They are those of Spring Boot's SSL bundles, {@code spring.ssl.bundle}. {@link
 * org.sessiontoken.certificates.CertificateConfiguration} puts a {@link org.sessiontoken.certificates.FollowedBundle} in the
 * place of each bundle, which always has what its files contained when they were last sound. Whoever opens connections by the bundle,
 * Kafka's clients among them, then takes the new certificate with the next connection; whoever registers a handler for updates,
 * as the web server does, is told. A program imports the configuration, and runs {@link
 * org.sessiontoken.certificates.FollowedBundles} as one of its background tasks.
 */
@NullMarked
package org.sessiontoken.certificates;

import org.jspecify.annotations.NullMarked;
