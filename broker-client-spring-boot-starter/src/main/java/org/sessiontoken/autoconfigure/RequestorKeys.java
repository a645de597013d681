package org.sessiontoken.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.TaskStatus;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.SealingKeyFile;
import org.sessiontoken.value.RequestorName;

/** The requestor and its keys, as configured. The keys follow their file once there is a client that uses them. */
final class RequestorKeys implements AutoCloseable {

    private final RequestorName requestor;
    private final FollowedFiles<List<NamedKey>> file;
    private final BackgroundTask reload;

    private RequestorKeys(RequestorName requestor, FollowedFiles<List<NamedKey>> file) {
        this.requestor = requestor;
        this.file = file;
        this.reload = new BackgroundTask("key-reload", file);
    }

    /** Reads the keys, or fails with what to change. */
    static RequestorKeys of(SessionTokenClientProperties properties) {
        RequestorName requestor = properties.requestor();
        if (requestor == null) {
            throw new UnusableClientSettingException(
                    "ags.client.requestor is not set.",
                    "Set ags.client.requestor to the name under which the broker knows this application: the last part of"
                            + " ags.broker.requestors.<name> in the broker's configuration. If the application should have"
                            + " no client, set ags.client.enabled to false.");
        }
        Path file = properties.sealingKeys();
        if (file == null) {
            throw new UnusableClientSettingException(
                    "ags.client.sealing-keys is not set.",
                    "Set ags.client.sealing-keys to the path of a JWK Set file with the keys that the broker reads as "
                            + brokerProperty(requestor) + ".");
        }
        return new RequestorKeys(requestor, followed(file, requestor, properties.development()));
    }

    private static FollowedFiles<List<NamedKey>> followed(Path file, RequestorName requestor, boolean development) {
        DevelopmentKeys allowed = development ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED;
        try {
            return new FollowedFiles<>(
                    "sealing-keys", List.of(file), () -> SealingKeyFile.read(file, requestor, allowed));
        } catch (IllegalArgumentException unusable) {
            throw new UnusableClientSettingException(
                    "ags.client.sealing-keys cannot be used: " + unusable.getMessage() + ".",
                    "Correct the file " + file + " (relative paths begin at "
                            + Path.of("").toAbsolutePath()
                            + "), or set ags.client.sealing-keys to another one. It must have the keys that the broker reads"
                            + " as " + brokerProperty(requestor)
                            + ". For keys of the standalone program, which are for development, set"
                            + " ags.client.development to true.");
        }
    }

    private static String brokerProperty(RequestorName requestor) {
        return "ags.broker.requestors." + requestor;
    }

    RequestorName requestor() {
        return requestor;
    }

    FollowedFiles<List<NamedKey>> file() {
        return file;
    }

    TaskStatus task() {
        return reload;
    }

    /** Gives the keys to a client whenever the file has changed. */
    void follow(SessionTokenClient client) {
        file.onTaken(client::replaceKeys);
        reload.start();
    }

    @Override
    public void close() {
        reload.close();
    }
}
