package org.sessiontoken.adapter.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
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

    /** What the document says of sign-on, between two comments. */
    private static final Pattern SIGN_ON =
            Pattern.compile("^ *# begin sign-on\\n.*?# end sign-on\\n", Pattern.DOTALL | Pattern.MULTILINE);

    private final byte[] document;

    /** @param signOn whether the call is there that signs on; if not, the document does not describe it */
    OpenApiEndpoint(boolean signOn) {
        String whole = read();
        this.document = (signOn ? whole : SIGN_ON.matcher(whole).replaceAll("")).getBytes(StandardCharsets.UTF_8);
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(
                OpenApiEndpoint.class.getResourceAsStream("openapi.yaml"), "openapi.yaml must be beside its class")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok().contentType(YAML).body(document);
    }
}
