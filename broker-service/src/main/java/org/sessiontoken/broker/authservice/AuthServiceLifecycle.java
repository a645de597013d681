package org.sessiontoken.broker.authservice;

import org.sessiontoken.answering.lifecycle.StopPhases;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.springframework.context.SmartLifecycle;

/** Starts to follow the configuration, and at the end closes all auth services. */
final class AuthServiceLifecycle implements SmartLifecycle {

    /** The auth services stop last, when no request can reach them: what a backend says while it closes is not to be a reply. */
    private static final int PHASE = StopPhases.PUBLISHER - 1;

    private final BackgroundTask reload;
    private final ReplacedAuthServices replaced;
    private final AuthServiceDirectory directory;
    private volatile boolean running;

    AuthServiceLifecycle(BackgroundTask reload, ReplacedAuthServices replaced, AuthServiceDirectory directory) {
        this.reload = reload;
        this.replaced = replaced;
        this.directory = directory;
    }

    @Override
    public void start() {
        running = true;
        reload.start();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void stop() {
        running = false;
        reload.close();
        replaced.close();
        directory.current().all().forEach(Configured::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
