package org.sessiontoken.adapter.sessiontoken;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sign-on.
 *
 * @param enabled Whether callers can sign on with a session token; only where a session service is deployed, which answers
 */
@ConfigurationProperties("ags.adapter.sign-on")
public record SignOnProperties(@DefaultValue("false") boolean enabled) {

    /** The property by whose value the parts of sign-on are there or not. */
    public static final String ENABLED = "ags.adapter.sign-on.enabled";
}
