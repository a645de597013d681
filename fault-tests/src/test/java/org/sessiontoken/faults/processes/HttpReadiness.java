package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Whether a program says that it is ready. */
public final class HttpReadiness {

    private static final int PATIENCE_MS = 1_000;

    private HttpReadiness() {}

    /** Asks, as a load balancer does, on a connection of its own. */
    public static boolean of(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            connection.setRequestProperty("Connection", "close");
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notReady) {
            return false;
        }
    }
}
