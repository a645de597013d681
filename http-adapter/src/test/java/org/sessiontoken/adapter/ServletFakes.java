package org.sessiontoken.adapter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A request and its response as a servlet container would provide them, for tests without a server. */
public final class ServletFakes {

    private final Map<String, List<String>> headers = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<AsyncListener> listeners = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String remoteAddress = "203.0.113.1";
    private volatile int status;
    private volatile @Nullable Throwable failure;

    public ServletFakes header(String name, String value) {
        headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        return this;
    }

    /** Sets the address that the connection is from. */
    public ServletFakes from(String address) {
        this.remoteAddress = address;
        return this;
    }

    /** Makes the response fail when its body is written. */
    public void failWith(Throwable thrown) {
        this.failure = thrown;
    }

    public int status() {
        return status;
    }

    public String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The calls of the asynchronous context that end it: {@code complete} or {@code dispatch}. */
    public List<String> calls() {
        return calls;
    }

    public List<AsyncListener> listeners() {
        return listeners;
    }

    public HttpServletRequest request() {
        return fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getAttribute" -> attributes.get(arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "getRemoteAddr" -> remoteAddress;
            case "getHeaders" -> Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
            case "startAsync" -> asyncContext();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private AsyncContext asyncContext() {
        return fake(AsyncContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "setTimeout" -> null;
            case "addListener" -> {
                listeners.add((AsyncListener) arguments[0]);
                yield null;
            }
            case "getResponse" -> response();
            case "complete", "dispatch" -> {
                calls.add(method.getName());
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "setStatus" -> {
                status = (int) arguments[0];
                yield null;
            }
            case "addHeader", "setContentLength" -> null;
            case "getOutputStream" -> output();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (failure instanceof IOException broken) {
                    throw broken;
                }
                if (failure instanceof RuntimeException bug) {
                    throw bug;
                }
                if (failure instanceof Error error) {
                    throw error;
                }
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static <T> T fake(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(ServletFakes.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
