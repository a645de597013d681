package org.sessiontoken.answering.lifecycle;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether a service runs for development.
 *
 * @param development Whether keys made for development are accepted, and topics with which acknowledged events may be lost;
 *     must be false where tokens protect anything.
 */
@ConfigurationProperties("ags")
public record Development(@DefaultValue("false") boolean development) {}
