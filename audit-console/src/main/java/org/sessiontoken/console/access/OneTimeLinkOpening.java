package org.sessiontoken.console.access;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** Writes the first link once the port is known. */
final class OneTimeLinkOpening implements ApplicationListener<ServletWebServerInitializedEvent> {

    private static final String LOOPBACK = "http://127.0.0.1:";

    private final Optional<OneTimeLinks> links;
    private final Optional<URI> publicUrl;

    OneTimeLinkOpening(Optional<OneTimeLinks> links, Optional<URI> publicUrl) {
        this.links = links;
        this.publicUrl = publicUrl;
    }

    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent started) {
        links.ifPresent(open -> {
            try {
                open.open(publicUrl
                        .map(url -> url.getScheme() + "://" + url.getRawAuthority())
                        .orElse(LOOPBACK + started.getWebServer().getPort()));
            } catch (IOException unwritable) {
                throw new IllegalStateException(
                        "the file of ags.console.access.one-time-link-file cannot be written: name one in a folder that exists",
                        unwritable);
            }
        });
    }
}
