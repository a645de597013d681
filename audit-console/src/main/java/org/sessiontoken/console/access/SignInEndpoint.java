package org.sessiontoken.console.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the page for the sign-in, its style sheet and its script, to everybody. */
@RestController
final class SignInEndpoint {

    private final SignInPage page;
    private final byte[] style = SignInPage.text("sign-in.css").getBytes(StandardCharsets.UTF_8);
    private final byte[] script = SignInPage.text("sign-in.js").getBytes(StandardCharsets.UTF_8);

    SignInEndpoint(SignInPage page) {
        this.page = page;
    }

    @GetMapping(SignInPage.PATH)
    void page(HttpServletResponse response) throws IOException {
        page.write(response, HttpServletResponse.SC_OK, SignInPage.Notice.NONE);
    }

    @GetMapping(SignInPage.PATH + "/sign-in.css")
    ResponseEntity<byte[]> style() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
                .body(style);
    }

    @GetMapping(SignInPage.PATH + "/sign-in.js")
    ResponseEntity<byte[]> script() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
                .body(script);
    }
}
