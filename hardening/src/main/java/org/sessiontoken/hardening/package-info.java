/**
 * What all services need in production.
 *
 * <p>{@link org.sessiontoken.hardening.ProductionChecks} is added to an application as an initializer. It refuses what is for
 * development only, and warns once of what an operator must know; {@code ProductionCheck} is the list. Outside of it, keys for
 * development and topics that may lose events are refused where they are read.
 *
 * <p>{@link org.sessiontoken.hardening.SecurityHeadersConfiguration} is imported by an application whose server is asked by
 * programs. Management ports have the same headers, without an import. Each application imports
 * {@link org.sessiontoken.hardening.ReadinessMetricsConfiguration}.
 */
@NullMarked
package org.sessiontoken.hardening;

import org.jspecify.annotations.NullMarked;
