package org.sessiontoken.adapter.discovery;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.sessiontoken.adapter.header.CommonHeadersReader;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.value.TenantId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The call that lists the auth services of a tenant. */
@RestController
final class ServiceDiscoveryEndpoint {

    private final CommonHeadersReader headers;
    private final Catalogue catalogue;

    ServiceDiscoveryEndpoint(CommonHeadersReader headers, Catalogue catalogue) {
        this.headers = headers;
        this.catalogue = catalogue;
    }

    @GetMapping("/ags/servicediscovery")
    ResponseEntity<byte[]> availableServices(HttpServletRequest request) {
        TenantId tenant = headers.read(request).tenantId();
        if (!catalogue.isRead()) {
            HttpHeaders retryAfter = new HttpHeaders();
            retryAfter.set(HttpHeaders.RETRY_AFTER, "1");
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "Ask again after the time that Retry-After gives.", retryAfter);
        }
        List<AuthServiceDescribed> services = catalogue.servicesOf(tenant);
        if (services.isEmpty()) {
            throw new ProblemException(
                    ProblemType.NO_AUTH_SERVICES, "Give a tenant that has auth services, in the header nv-tenant-id.");
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(CatalogueJson.write(services));
    }
}
