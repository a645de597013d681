package org.sessiontoken.faults.load;

import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import org.sessiontoken.faults.processes.Deployment;
import org.sessiontoken.jose.JoseJson;

/** The envelopes of asyncapi.yaml, made and opened with a JOSE library. */
final class Sealing {

    private static final String KID = "direct";

    private final SecretKey key;

    Sealing(SecretKey key) {
        this.key = key;
    }

    String seal(String parameters, String requestId, String service) {
        return Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .keyId(KID)
                .type("ags-credentials+jwe")
                .add("ags_request", requestId)
                .add("ags_tenant", Deployment.TENANT)
                .add("ags_service", service)
                .and()
                .content(parameters.getBytes(StandardCharsets.UTF_8), "json")
                .encryptWith(key, Jwts.KEY.A256GCMKW, Jwts.ENC.A256GCM)
                .compact();
    }

    /** The session token in a reply, which must belong to this request. */
    String open(String envelope, String requestId) {
        var opened =
                Jwts.parser().json(JoseJson.reader()).decryptWith(key).build().parseEncryptedContent(envelope);
        if (!requestId.equals(opened.getHeader().get("ags_request"))) {
            throw new IllegalStateException("the token of another request");
        }
        return new String(opened.getPayload(), StandardCharsets.UTF_8);
    }
}
