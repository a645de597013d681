package org.sessiontoken.adapter.caller;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessiontoken.value.IpAddress;

/** What names whoever a proxy has the request from (RFC 7239, section 6): an address with or without a port, or neither. */
final class ForwardedNode {

    /** A number, or what a proxy writes in place of one. */
    private static final String PORT = ":(?:[0-9]{1,5}|_[A-Za-z0-9._-]+)";

    private static final Pattern BRACKETS = Pattern.compile("\\[([^]]*+)](?:" + PORT + ")?");
    private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]++)" + PORT);

    private ForwardedNode() {}

    /** The address. It is empty for {@code unknown}, for an obfuscated identifier, and for whatever is no address. */
    static Optional<IpAddress> address(String node) {
        Matcher brackets = BRACKETS.matcher(node);
        Matcher port = IPV4_WITH_PORT.matcher(node);
        String text = brackets.matches() ? brackets.group(1) : port.matches() ? port.group(1) : node;
        try {
            return Optional.of(new IpAddress(text));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
