package org.sessiontoken.faults.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The auth services that callers ask. */
public enum AuthServices {
    /** Answers at once. */
    SIGN_IN("Sign-in", "shared-secret-jwt", "options.keys=@operator"),
    /** Answers a while later. */
    SLOW("Slow", "slow", "options.min=100ms", "options.max=600ms", "options.fickle=false"),
    /** Answers a while later, and differently each time that it is asked. */
    FICKLE("Fickle", "slow", "options.min=50ms", "options.max=300ms", "options.fickle=true");

    private final String name;
    private final String type;
    private final List<String> settings;

    AuthServices(String name, String type, String... settings) {
        this.name = name;
        this.type = type;
        this.settings = List.of(settings);
    }

    static Stream<AuthServices> all() {
        return Stream.of(values());
    }

    /** The name in requests. */
    public String id() {
        return name;
    }

    List<String> arguments(Keys keys) {
        String path = "--ags.broker.auth-services[" + ordinal() + "].";
        List<String> arguments = new ArrayList<>(List.of(
                path + "tenant-id=" + Deployment.TENANT, path + "auth-service-id=" + name, path + "type=" + type));
        settings.forEach(setting -> {
            int file = setting.indexOf('@');
            arguments.add(
                    path + (file < 0 ? setting : setting.substring(0, file) + keys.file(setting.substring(file + 1))));
        });
        return arguments;
    }
}
