package org.sessiontoken.adapter.sessiontoken;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for development.
 *
 * @param development Whether keys that were generated for development are accepted; must be false in production
 */
@ConfigurationProperties("ags")
record DevelopmentProperties(@DefaultValue("false") boolean development) {}
