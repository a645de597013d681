package org.sessiontoken.adapter.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the OpenAPI document. The document is in this package and not among static resources, where another program in the
 * same JVM may have a document of its own.
 */
@RestController
final class OpenApiEndpoint {

    /** RFC 9512. */
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final byte[] document;

    OpenApiEndpoint() {
        try (InputStream in = Objects.requireNonNull(
                OpenApiEndpoint.class.getResourceAsStream("openapi.yaml"), "openapi.yaml must be beside its class")) {
            this.document = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok().contentType(YAML).body(document);
    }
}
