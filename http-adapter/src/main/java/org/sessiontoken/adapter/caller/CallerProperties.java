package org.sessiontoken.adapter.caller;

import java.util.List;
import org.sessiontoken.value.IpRange;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the address of a caller is determined.
 *
 * @param trustedProxies address ranges of the proxies and head-ends that are trusted to name their callers, such as
 *     192.0.2.0/24 or 2001:db8::/32; none by default, so that the address is that of the connection
 * @param forwardedHeader header in which they do so: forwarded (RFC 7239) or x-forwarded-for. The other one is not read
 */
@ConfigurationProperties("ags.adapter")
record CallerProperties(
        @DefaultValue List<IpRange> trustedProxies,
        @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader) {}
