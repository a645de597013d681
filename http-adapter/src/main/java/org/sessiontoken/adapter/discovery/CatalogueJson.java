package org.sessiontoken.adapter.discovery;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.AuthServiceDescribed.Operation;
import org.sessiontoken.event.OperationName;
import org.sessiontoken.value.ParameterProperty;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes auth services as the HTTP contract describes them: without their tenant, and operations as HTTP endpoints. */
final class CatalogueJson {

    private static final JsonFactory JSON = new JsonFactory();

    /** The endpoint of each operation. The events name operations only: HTTP is known to the adapter alone. */
    private static final Map<OperationName, Endpoint> ENDPOINTS =
            Map.of(OperationName.GET_SESSION_TOKEN, new Endpoint("GETSESSIONTOKEN", "/getSessionToken"));

    private CatalogueJson() {}

    static byte[] write(List<AuthServiceDescribed> services) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeName("availableServices").writeStartArray();
            services.forEach(service -> write(json, service));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, AuthServiceDescribed service) {
        json.writeStartObject();
        json.writeStringProperty("authServiceName", service.authServiceId().value());
        json.writeName("displayAttributes").writeStartObject();
        service.displayAttributes().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeName("endpoints").writeStartArray();
        for (Operation operation : service.operations()) {
            // A newer broker may offer operations for which this adapter has no endpoint.
            Endpoint endpoint = ENDPOINTS.get(operation.name());
            if (endpoint != null) {
                write(json, endpoint, operation.parameters());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Endpoint endpoint, List<ParameterProperty> parameters) {
        json.writeStartObject();
        json.writeStringProperty("name", endpoint.name());
        json.writeStringProperty("path", endpoint.path());
        json.writeName("parameterProperties").writeStartArray();
        for (ParameterProperty parameter : parameters) {
            json.writeStartObject();
            json.writeStringProperty("name", parameter.name());
            json.writeBooleanProperty("mandatory", parameter.mandatory());
            json.writeBooleanProperty("isPassword", parameter.isPassword());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * The HTTP contract's words for an operation.
     *
     * @param name the endpoint's name
     * @param path the endpoint's path below the gateway's base path
     */
    private record Endpoint(String name, String path) {}
}
