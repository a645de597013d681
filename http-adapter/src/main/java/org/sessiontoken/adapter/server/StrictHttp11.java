package org.sessiontoken.adapter.server;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ActionHook;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of requests, and refuses those that HTTP/1.1 does not allow, each with the status that RFC 9110 has for it.
 *
 * <p>Tomcat uses a processor for one connection after the other. Whatever it remembers of one request must not show in the
 * answer to another: a note to maintainers of whatever is added here.
 */
final class StrictHttp11 extends Http11Processor {

    /** How long the head of a request may take to arrive, however many pauses it has. */
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(5);

    /** How much of a refused request is read and forgotten, so that its sender sees the answer and no reset connection. */
    private static final int MAX_DISCARDED = 1024 * 1024;

    private static final String HEAD_REFUSED = StrictHttp11.class.getName();

    private static final byte[] ASTERISK_PATH = {'/', '*'};

    private static final String HEAD_TOO_LARGE =
            StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

    // Tomcat sets these once it has read a request line. It does not reset them, so that the form of the answer to a
    // request line that it cannot read depends on the request before, which may have been somebody else's.
    private static final VarHandle HTTP_09 = flag("http09");
    private static final VarHandle HTTP_11 = flag("http11");

    // The receiver of what a response does, which is Tomcat's processor.
    private static final VarHandle HOOK = hook();

    private static final int UNAVAILABLE = 503;

    /** No status of HTTP. It stands for 503 while Tomcat looks whether the status ends the connection. */
    private static final int UNAVAILABLE_KEPT_OPEN = 903;

    private final AdapterProtocol protocol;
    private volatile boolean keptOpen;

    StrictHttp11(AdapterProtocol protocol, Adapter adapter) {
        super(protocol, adapter);
        this.protocol = protocol;
        HOOK.set(response, (ActionHook) this::act);
    }

    /**
     * Tomcat ends a connection after each 503. Under overload most answers are that, and to accept a new connection costs more
     * than to refuse a request. The connection is as good as after a 200 if the whole request was read.
     */
    private void act(ActionCode code, @Nullable Object param) {
        if ((code == ActionCode.COMMIT || code == ActionCode.CLOSE) && !response.isCommitted()) {
            keptOpen = response.getStatus() == UNAVAILABLE
                    && response.getContentLengthLong() > 0
                    && !request.getMethod().equals("HEAD")
                    && isRequestBodyFullyRead();
            if (keptOpen) {
                response.setStatus(UNAVAILABLE_KEPT_OPEN);
            }
            try {
                action(code, param);
            } finally {
                restoreStatus(response);
            }
            return;
        }
        action(code, param);
    }

    static void restoreStatus(Response response) {
        if (response.getStatus() == UNAVAILABLE_KEPT_OPEN) {
            response.setStatus(UNAVAILABLE);
        }
    }

    private static VarHandle hook() {
        try {
            return MethodHandles.privateLookupIn(Response.class, MethodHandles.lookup())
                    .findVarHandle(Response.class, "hook", ActionHook.class);
        } catch (ReflectiveOperationException anotherTomcat) {
            throw new IllegalStateException("this version of Tomcat has no field hook", anotherTomcat);
        }
    }

    private static VarHandle flag(String name) {
        try {
            return MethodHandles.privateLookupIn(Http11Processor.class, MethodHandles.lookup())
                    .findVarHandle(Http11Processor.class, name, boolean.class);
        } catch (ReflectiveOperationException anotherTomcat) {
            throw new IllegalStateException("this version of Tomcat has no field " + name, anotherTomcat);
        }
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        HTTP_09.set(this, false);
        HTTP_11.set(this, true);
        if (isHeadTooSlow()) {
            return SocketState.CLOSED;
        }
        SocketState state = super.service(socket);
        if (state == SocketState.CLOSED && getErrorState() == ErrorState.CLOSE_CLEAN) {
            discardRest(socket);
        }
        return state;
    }

    /** Whether the head that has arrived in part began too long ago. */
    private boolean isHeadTooSlow() {
        long startedAt = request.getStartTimeNanos();
        return startedAt != -1 && System.nanoTime() - startedAt > HEAD_TIMEOUT.toNanos();
    }

    private static void discardRest(SocketWrapperBase<?> socket) {
        ByteBuffer discarded = ByteBuffer.allocate(8 * 1024);
        try {
            int total = 0;
            int read = socket.read(false, discarded);
            while (read > 0 && total < MAX_DISCARDED) {
                total += read;
                discarded.clear();
                read = socket.read(false, discarded);
            }
        } catch (IOException callerLeft) {
            // There is nothing left to read, and nobody to answer.
        }
    }

    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
        if (keptOpen && state == ErrorState.CLOSE_CLEAN && cause == null && response.isCommitted()) {
            // Tomcat looks at the status once more after a response that was written on this thread.
            keptOpen = false;
            return;
        }
        if (cause instanceof RuntimeException && response.getStatus() == 400) {
            removeUnfinishedHeader();
            if (isHeadTooLarge(cause)) {
                request.setAttribute(HEAD_REFUSED, request.requestURI().isNull() ? 414 : 431);
            }
        }
        if (request.getAttribute(HEAD_REFUSED) instanceof Integer status) {
            // Tomcat goes on after a head that it could read in part only, and may miss the host, which is a 400.
            response.setStatus(status);
        }
        if (state == ErrorState.CLOSE_CLEAN && !response.isCommitted()) {
            // Tomcat says so with some statuses only, and closes the connection after all of them.
            response.setHeader("Connection", "close");
        }
        super.setErrorState(state, cause);
    }

    /** Tomcat keeps the name of a header whose value it refuses, with no value, which nobody expects of a header. */
    private void removeUnfinishedHeader() {
        MimeHeaders headers = request.getMimeHeaders();
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.getValue(i).isNull()) {
                headers.removeHeader(i);
            }
        }
    }

    private boolean isHeadTooLarge(Throwable cause) {
        return HEAD_TOO_LARGE.equals(cause.getMessage())
                || cause instanceof IllegalStateException
                        && request.getMimeHeaders().size() >= protocol.getMaxHeaderCount();
    }

    /** Tomcat calls this for each request whose head it could read, before any part of the answer is written. */
    @Override
    protected void parseHost(@Nullable MessageBytes header) {
        if ((boolean) HTTP_09.get(this)) {
            HTTP_09.set(this, false);
            refuse(505);
        }
        if (request.requestURI().equals("*")) {
            // Otherwise Tomcat responds by itself, with methods that no path has. There is nothing at this path.
            request.requestURI().setBytes(ASTERISK_PATH, 0, ASTERISK_PATH.length);
        }
        if (header == null || header.isNull() || header.getByteChunk().startsWith("[", 0)) {
            // None, or an IP literal.
            super.parseHost(header);
            return;
        }
        Optional<HostHeader> host = HostHeader.ofName(header.toString());
        if (host.isEmpty()) {
            refuse(400);
            return;
        }
        request.serverName().setString(host.get().name());
        if (host.get().port().isPresent()) {
            request.setServerPort(host.get().port().getAsInt());
        }
    }

    private void refuse(int status) {
        response.setStatus(status);
        setErrorState(ErrorState.CLOSE_CLEAN, null);
    }
}
