package org.sessiontoken.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionBoundsTest {

    private static final Instant SIGNED_IN = Instant.parse("2026-11-28T09:00:00Z");

    private final AtomicInteger ended = new AtomicInteger();

    private static <T> T fake(Class<T> type, Map<String, Supplier<?>> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Supplier<?> answer = answers.get(method.getName());
                    return answer == null ? null : answer.get();
                }));
    }

    private boolean endsAfter(Duration age) throws ServletException, IOException {
        HttpSession session = fake(
                HttpSession.class,
                Map.of("getCreationTime", SIGNED_IN::toEpochMilli, "invalidate", ended::incrementAndGet));
        HttpServletRequest request = fake(HttpServletRequest.class, Map.of("getSession", () -> session));
        Clock clock = Clock.fixed(SIGNED_IN.plus(age), ZoneOffset.UTC);
        AtomicInteger passedOn = new AtomicInteger();

        new SessionBounds(new CurrentRights(Optional.empty(), Duration.ofHours(12), clock))
                .doFilterInternal(
                        request, fake(HttpServletResponse.class, Map.of()), (req, res) -> passedOn.incrementAndGet());

        assertThat(passedOn).hasValue(1);
        return ended.get() > 0;
    }

    @ParameterizedTest
    @CsvSource({"PT0S, false", "PT12H, false", "PT12H1S, true", "P30D, true"})
    void endASessionThatIsTooOldHoweverBusyItIs(Duration age, boolean ends) throws ServletException, IOException {
        assertThat(endsAfter(age)).isEqualTo(ends);
    }

    @Test
    void leaveStrangersAlone() throws ServletException, IOException {
        AtomicInteger passedOn = new AtomicInteger();

        new SessionBounds(new CurrentRights(Optional.empty(), Duration.ofHours(12), Clock.systemUTC()))
                .doFilterInternal(
                        fake(HttpServletRequest.class, Map.of()),
                        fake(HttpServletResponse.class, Map.of()),
                        (req, res) -> passedOn.incrementAndGet());

        assertThat(passedOn).hasValue(1);
    }
}
