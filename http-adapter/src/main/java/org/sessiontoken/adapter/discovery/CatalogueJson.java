package org.sessiontoken.adapter.discovery;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.value.ParameterProperty;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Auth services as the HTTP contract shows them; whose they are is left out. */
final class CatalogueJson {

    private static final JsonFactory JSON = new JsonFactory();

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
        json.writeStringProperty("authServiceName", service.authServiceName().value());
        json.writeName("displayAttributes").writeStartObject();
        service.displayAttributes().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeName("endpoints").writeStartArray();
        service.endpoints().forEach(endpoint -> write(json, endpoint));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AuthServiceDescribed.Endpoint endpoint) {
        json.writeStartObject();
        json.writeStringProperty("name", endpoint.name());
        json.writeStringProperty("path", endpoint.path());
        json.writeName("parameterProperties").writeStartArray();
        for (ParameterProperty parameter : endpoint.parameterProperties()) {
            json.writeStartObject();
            json.writeStringProperty("name", parameter.name());
            json.writeBooleanProperty("mandatory", parameter.mandatory());
            json.writeBooleanProperty("isPassword", parameter.isPassword());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
