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

    /** RFC 4291, section 2.2: the last 32 bits of an address of IPv6 may be written as those of IPv4 are. */
    private static final Pattern IPV6_THAT_ENDS_IN_DOTS =
            Pattern.compile("((?:[0-9A-Fa-f]*:)++)([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

    private static final int MAX_OCTET = 255;

    private ForwardedNode() {}

    /** The address. It is empty for {@code unknown}, for an obfuscated identifier, and for whatever is no address. */
    static Optional<IpAddress> address(String node) {
        Matcher brackets = BRACKETS.matcher(node);
        Matcher port = IPV4_WITH_PORT.matcher(node);
        String text = brackets.matches() ? brackets.group(1) : port.matches() ? port.group(1) : node;
        try {
            return Optional.of(new IpAddress(withoutDots(text)));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static String withoutDots(String text) {
        Matcher dotted = IPV6_THAT_ENDS_IN_DOTS.matcher(text);
        if (!dotted.matches()) {
            return text;
        }
        int[] octets = new int[Integer.BYTES];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = Integer.parseInt(dotted.group(i + 2));
            if (octets[i] > MAX_OCTET) {
                return text;
            }
        }
        return dotted.group(1)
                + Integer.toHexString(octets[0] << Byte.SIZE | octets[1])
                + ':'
                + Integer.toHexString(octets[2] << Byte.SIZE | octets[3]);
    }
}
