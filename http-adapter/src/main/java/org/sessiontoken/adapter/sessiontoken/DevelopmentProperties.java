package org.sessiontoken.adapter.sessiontoken;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is allowed for the sake of trying things out.
 *
 * @param development Whether keys that were made for development are taken; never in production
 */
@ConfigurationProperties("ags")
record DevelopmentProperties(@DefaultValue("false") boolean development) {}
