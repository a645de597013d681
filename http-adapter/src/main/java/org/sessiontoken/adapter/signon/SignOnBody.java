package org.sessiontoken.adapter.signon;

import java.util.Optional;
import org.sessiontoken.adapter.body.ParametersJson;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The body of a sign-on: {@code {"parameters": [{"name": "sessionToken", "value": …}], "clientId": …}}. In place of the client ID
 * it may have the object {@code deviceInformation}, whose contents are not looked at.
 *
 * @param sessionToken the parameter of this name
 * @param pin the parameter of this name, if it is there
 * @param clientId the member of this name, if it is there
 */
record SignOnBody(Secret sessionToken, Optional<Secret> pin, Optional<ClientId> clientId) {

    /**
     * Reads a body.
     *
     * @throws ProblemException if the body is not as described; the detail quotes nothing of it
     */
    static SignOnBody read(byte[] body) {
        Device device = new Device();
        Parameters parameters = ParametersJson.read(body, device);
        if (device.clientId.isEmpty() && !device.isDescribed) {
            throw refused("Give the member 'clientId', a string, or 'deviceInformation', an object.");
        }
        return new SignOnBody(
                find(parameters, "sessionToken").orElseThrow(() -> refused("Give the parameter 'sessionToken'.")),
                find(parameters, "pin"),
                device.clientId);
    }

    private static Optional<Secret> find(Parameters parameters, String name) {
        return parameters.all().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    /** What says which device it is. */
    private static final class Device implements ParametersJson.OtherMembers {

        private Optional<ClientId> clientId = Optional.empty();
        private boolean isDescribed;

        @Override
        public void read(String name, JsonParser json, JsonToken value) {
            switch (name) {
                case "clientId" -> clientId = Optional.of(clientId(ParametersJson.string(json, value, name)));
                case "deviceInformation" -> {
                    if (value != JsonToken.START_OBJECT) {
                        throw refused("Make 'deviceInformation' an object.");
                    }
                    isDescribed = true;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }

        private static ClientId clientId(String text) {
            try {
                return new ClientId(text);
            } catch (IllegalArgumentException malformed) {
                throw refused("Change 'clientId': " + malformed.getMessage() + ".");
            }
        }
    }
}
