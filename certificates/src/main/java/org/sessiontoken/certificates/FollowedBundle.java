package org.sessiontoken.certificates;

import org.sessiontoken.files.FollowedFiles;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * An SSL bundle whose files may change: each question is answered by what they contained when they were last sound. Safe for
 * all threads.
 *
 * <p>Kafka's clients keep the bundle that they were given for ever, and ask it for a context whenever they connect. So it must
 * be this one that they are given, and it must keep nothing of an earlier answer.
 */
final class FollowedBundle implements SslBundle {

    private final FollowedFiles<SslBundle> files;

    FollowedBundle(FollowedFiles<SslBundle> files) {
        this.files = files;
    }

    /** Its files, for the task that looks at them. */
    FollowedFiles<SslBundle> files() {
        return files;
    }

    @Override
    public SslStoreBundle getStores() {
        return files.current().getStores();
    }

    @Override
    public SslBundleKey getKey() {
        return files.current().getKey();
    }

    @Override
    public SslOptions getOptions() {
        return files.current().getOptions();
    }

    @Override
    public String getProtocol() {
        return files.current().getProtocol();
    }

    @Override
    public SslManagerBundle getManagers() {
        return files.current().getManagers();
    }
}
