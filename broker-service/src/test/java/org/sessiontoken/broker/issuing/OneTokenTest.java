package org.sessiontoken.broker.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/**
 * Every order in which two instances can follow a rotation of the issuing key and process requests of all times, each as often as
 * they like: nothing is sampled. The operator keeps the two rules of the manual: all instances have a new key before it begins,
 * and an old key is taken out only once the requests that need it have ended. Instances learn of a file at different times,
 * read it again after a restart, and have it in another order.
 */
class OneTokenTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int BEGINS = 2;
    private static final int LIFETIME = 2;
    private static final int END = 6;
    private static final int INSTANCES = 2;

    private static final KeySetEntry OLD = KeySetEntry.of(NamedKey.random("old", "HS256"));
    private static final KeySetEntry NEW =
            new KeySetEntry(NamedKey.random("new", "HS256"), Optional.empty(), Optional.of(time(BEGINS)), Map.of());

    /** The file's versions: they follow one another, and the second one also in another order of its keys. */
    private static final List<List<KeySetEntry>> FILES =
            List.of(List.of(OLD), List.of(OLD, NEW), List.of(NEW, OLD), List.of(NEW));

    @Test
    void isIssuedToEachRequestInEveryOrderOfSteps() {
        Map<Integer, Secret> tokens = new HashMap<>();
        Set<World> seen = new HashSet<>();
        Deque<World> open = new ArrayDeque<>(List.of(new World(0, Collections.nCopies(INSTANCES, 0))));
        while (!open.isEmpty()) {
            World world = open.pop();
            if (seen.add(world)) {
                world.processAll(tokens);
                open.addAll(world.next());
            }
        }

        assertThat(seen).hasSizeGreaterThan(40);
        assertThat(tokens).hasSize(END + 1);
    }

    /** The rules are needed: without either one, the same walk finds a request with two tokens. */
    @Test
    void isNotIssuedWhereAnInstanceLearnsOfTheKeyTooLateOrTheOldOneIsTakenOutTooEarly() {
        assertThat(tokenOf(BEGINS, 0)).isNotEqualTo(tokenOf(BEGINS, 1));
        assertThat(tokenOf(BEGINS - 1, 3)).isNotEqualTo(tokenOf(BEGINS - 1, 1));
    }

    private static Instant time(int tick) {
        return START.plusSeconds(tick);
    }

    private static Secret tokenOf(int requestedAt, int file) {
        IssuingKeys keys = IssuingKeys.of(FILES.get(file));
        return new TokenIssuer(() -> keys).issue(request(requestedAt), new AccountId("account-1"));
    }

    private static SessionTokenRequested request(int requestedAt) {
        return new SessionTokenRequested(
                new RequestId("request-" + requestedAt),
                new TenantId("demo"),
                new AuthServiceId("operator-jwt"),
                List.of("OperatorAuthToken"),
                new Jwe("e30.a.b.c.d"),
                time(requestedAt),
                time(requestedAt + LIFETIME),
                new RequestorName("http-adapter"));
    }

    /** The time, and which version of the file each instance has. */
    private record World(int now, List<Integer> files) {

        /** Each instance processes each request that is made and has not expired. */
        void processAll(Map<Integer, Secret> tokens) {
            for (int file : files) {
                for (int requestedAt = Math.max(0, now - LIFETIME + 1); requestedAt <= now; requestedAt++) {
                    Secret token = tokenOf(requestedAt, file);
                    assertThat(tokens.computeIfAbsent(requestedAt, first -> token))
                            .as("the token of the request of %s at %s with file %s", requestedAt, now, file)
                            .isEqualTo(token);
                }
            }
        }

        List<World> next() {
            List<World> next = new ArrayList<>();
            if (now < END && mayPass()) {
                next.add(new World(now + 1, files));
            }
            for (int instance = 0; instance < files.size(); instance++) {
                for (int file = files.get(instance) + 1; file < FILES.size(); file++) {
                    if (mayLearn(file)) {
                        List<Integer> changed = new ArrayList<>(files);
                        changed.set(instance, file);
                        next.add(new World(now, changed));
                    }
                }
            }
            return next;
        }

        /** The new key begins only once all instances have it. */
        private boolean mayPass() {
            return now + 1 < BEGINS || files.stream().allMatch(file -> file > 0);
        }

        /** The old key is taken out only once no request that it is for is in flight. */
        private boolean mayLearn(int file) {
            return file < FILES.size() - 1 || now >= BEGINS + LIFETIME - 1;
        }
    }
}
