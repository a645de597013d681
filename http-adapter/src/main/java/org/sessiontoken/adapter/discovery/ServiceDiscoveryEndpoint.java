package org.sessiontoken.adapter.discovery;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.sessiontoken.adapter.caller.Caller;
import org.sessiontoken.adapter.caller.CallerReader;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.event.AuthServiceDescribed;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The call that tells which auth services there are. */
@RestController
final class ServiceDiscoveryEndpoint {

    private final CallerReader callers;
    private final Catalogue catalogue;

    ServiceDiscoveryEndpoint(CallerReader callers, Catalogue catalogue) {
        this.callers = callers;
        this.catalogue = catalogue;
    }

    @GetMapping("/ags/servicediscovery")
    ResponseEntity<byte[]> availableServices(HttpServletRequest request) {
        Caller caller = callers.read(request);
        if (!catalogue.isRead()) {
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "1");
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "Ask again after the time that Retry-After gives.", headers);
        }
        List<AuthServiceDescribed> services = catalogue.servicesOf(caller.tenantId());
        if (services.isEmpty()) {
            throw new ProblemException(
                    ProblemType.NO_AUTH_SERVICES, "Give a tenant that has auth services, in the header nv-tenant-id.");
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(CatalogueJson.write(services));
    }
}
