package org.sessiontoken.broker.authservice;

import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.broker.lifecycle.StopPhases;
import org.springframework.context.SmartLifecycle;

/** Starts to follow the configuration, and at the end closes all auth services. */
final class AuthServiceLifecycle implements SmartLifecycle {

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

    /** Stops after the consumers, whose requests use what is closed here. */
    @Override
    public int getPhase() {
        return StopPhases.AUTH_SERVICES;
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
