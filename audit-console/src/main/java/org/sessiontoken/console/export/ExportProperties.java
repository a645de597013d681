package org.sessiontoken.console.export;

import org.sessiontoken.setting.NumberText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is exported.
 *
 * @param maxRows maximum number of requests in an export, the newest ones; from 1 to 10000000
 * @param maxAtOnce maximum number of exports at once; a further one is answered with 503
 */
@ConfigurationProperties("ags.console.export")
record ExportProperties(
        @DefaultValue("100000") int maxRows,
        @DefaultValue("2") int maxAtOnce) {

    private static final String PREFIX = "ags.console.export.";
    private static final int MAX_ROWS = 10_000_000;
    private static final int MAX_AT_ONCE = 100;

    ExportProperties {
        NumberText.requireBetween(PREFIX + "max-rows", maxRows, 1, MAX_ROWS);
        NumberText.requireBetween(PREFIX + "max-at-once", maxAtOnce, 1, MAX_AT_ONCE);
    }
}
