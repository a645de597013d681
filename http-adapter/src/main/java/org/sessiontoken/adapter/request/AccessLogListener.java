package org.sessiontoken.adapter.request;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;

/** Writes the access log of an asynchronous request when the server has completed it. */
record AccessLogListener(AccessLog accessLog, RequestContext context, Operation operation) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        HttpServletResponse response = (HttpServletResponse) event.getSuppliedResponse();
        accessLog.write(context, operation, response.getStatus());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // A response is written after a timeout, and the request then completes.
    }

    @Override
    public void onError(AsyncEvent event) {
        // The server completes the request after an error.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // A request that was dispatched and started again has a new context, which does not know the listeners of the
        // first.
        event.getAsyncContext().addListener(this);
    }
}
