package org.sessiontoken.adapter.exchange;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;

/** Records an asynchronous exchange when it is over. */
record AccessLogListener(AccessLog records, Exchange exchange, Operation operation) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        HttpServletResponse response = (HttpServletResponse) event.getSuppliedResponse();
        records.write(exchange, operation, response.getStatus());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // It is answered then, and so completed.
    }

    @Override
    public void onError(AsyncEvent event) {
        // It is completed then.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // When the request is passed on and made to wait again, the context forgets who listened.
        event.getAsyncContext().addListener(this);
    }
}
