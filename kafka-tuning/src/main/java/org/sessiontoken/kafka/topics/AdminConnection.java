package org.sessiontoken.kafka.topics;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * An admin client that is created when it is needed, and a new one after it was closed. For one thread, but for
 * {@link #close}.
 */
public final class AdminConnection {

    private final Supplier<Admin> admins;
    private volatile @Nullable Admin admin;

    /** @param admins creates an admin client */
    public AdminConnection(Supplier<Admin> admins) {
        this.admins = admins;
    }

    /** The client. */
    public Admin connected() {
        Admin connected = admin;
        if (connected == null) {
            connected = admins.get();
            admin = connected;
        }
        return connected;
    }

    /**
     * Closes the client, if there is one.
     *
     * @param timeout how long questions that are being asked may take; zero ends them at once
     */
    public void close(Duration timeout) {
        Admin connected = admin;
        admin = null;
        if (connected != null) {
            connected.close(timeout);
        }
    }
}
