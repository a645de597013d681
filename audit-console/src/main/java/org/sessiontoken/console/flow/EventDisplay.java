package org.sessiontoken.console.flow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.ReadEvent;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Jwe;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows events to one user.
 *
 * <p>A note to maintainers: an event is shown as its codec writes it, not as it was found. So a member that no schema describes,
 * which a careless requestor may have put a credential into, is never shown, and a record that its codec cannot read is not
 * shown at all. Do not "improve" this by showing the record's own bytes.
 */
final class EventDisplay implements ReadEvent.Cases<ShownEvent> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ACCOUNT = "accountId";

    private final Function<AccountId, String> accounts;

    /** @param accounts what stands for an account */
    EventDisplay(Function<AccountId, String> accounts) {
        this.accounts = accounts;
    }

    @Override
    public ShownEvent asked(ReadEvent.Asked event) {
        ObjectNode json = read(RequestCodec.write(event.event()).value());
        List<SealedPart> sealed = new ArrayList<>();
        String requestor = event.event().request().requestor().value();
        seal(json, "credentials", requestor, sealed);
        return shown(event.place(), event.loggedAt(), RequestCodec.TYPE, json, sealed);
    }

    @Override
    public ShownEvent answered(ReadEvent.Answered event) {
        ObjectNode json = read(ReplyCodec.write(event.event(), Optional.empty()).value());
        List<SealedPart> sealed = new ArrayList<>();
        String requestor = event.event().reply().requestor().value();
        seal(json, "sessionToken", requestor, sealed);
        @Nullable AccountId account = event.event().reply().accountId();
        if (account != null) {
            json.put(ACCOUNT, accounts.apply(account));
        }
        return shown(event.place(), event.loggedAt(), ReplyCodec.TYPE, json, sealed);
    }

    @Override
    public ShownEvent setAside(ReadEvent.SetAside event) {
        ObjectNode json = read(DeadLetterCodec.write(null, event.letter()).value());
        List<SealedPart> sealed = new ArrayList<>();
        seal(json, "value", "the operator", sealed);
        return shown(event.place(), event.loggedAt(), DeadLetterCodec.TYPE, json, sealed);
    }

    @Override
    public ShownEvent unreadable(ReadEvent.Unreadable event) {
        return ShownEvent.missing(
                event.place(),
                event.loggedAt(),
                "the record, of " + event.bytes() + " bytes, is not as described and is not shown: " + event.why());
    }

    @Override
    public ShownEvent deleted(ReadEvent.Deleted event) {
        return ShownEvent.missing(event.place(), null, "Kafka has deleted the record");
    }

    @Override
    public ShownEvent undecodable(ReadEvent.Undecodable event) {
        return ShownEvent.missing(event.place(), null, "the record cannot be decoded");
    }

    private static ShownEvent shown(
            EventPlace place, Instant loggedAt, String type, ObjectNode json, List<SealedPart> sealed) {
        return new ShownEvent(
                place.topic(), place.partition(), place.offset(), loggedAt, type, json, List.copyOf(sealed), null);
    }

    private static ObjectNode read(byte[] value) {
        return (ObjectNode) JSON.readTree(value);
    }

    private static void seal(ObjectNode json, String member, String forWhom, List<SealedPart> sealed) {
        @Nullable String compact = json.path(member).stringValue(null);
        if (compact != null) {
            sealed.add(new SealedPart("/" + member, compact.length(), forWhom, kid(new Jwe(compact))));
            json.put(member, "sealed for " + forWhom + ", " + compact.length() + " bytes");
        }
    }

    /** The name of the key in the protected header (RFC 7516, section 4.1.6), which whoever wrote the event has chosen. */
    private static @Nullable String kid(Jwe sealed) {
        String header = sealed.compact().substring(0, sealed.compact().indexOf('.'));
        return Base64Url.decode(header)
                .flatMap(EventDisplay::object)
                .map(json -> json.path("kid").stringValue(null))
                .orElse(null);
    }

    private static Optional<JsonNode> object(byte[] json) {
        try {
            return Optional.of(JSON.readTree(new String(json, StandardCharsets.UTF_8)));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
