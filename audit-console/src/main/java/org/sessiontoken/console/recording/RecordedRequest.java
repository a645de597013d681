package org.sessiontoken.console.recording;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request whose recorded response is that of its asynchronous part, too. */
final class RecordedRequest extends HttpServletRequestWrapper {

    private final RecordedResponse response;

    RecordedRequest(HttpServletRequest request, RecordedResponse response) {
        super(request);
        this.response = response;
    }

    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }
}
