package org.sessiontoken.adapter.server;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Host} with a name (RFC 9110, section 7.2). A name may have more characters than a name in the DNS may,
 * such as the underscore that names of containers often have (RFC 3986, section 3.2.2: reg-name).
 *
 * @param name the name, which may be empty
 * @param port the port, if there is one
 */
record HostHeader(String name, OptionalInt port) {

    private static final int MAX_LENGTH = 255;
    private static final int MAX_PORT = 65_535;

    private static final Pattern NAME_AND_PORT =
            Pattern.compile("((?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*+)(?::([0-9]{0,5}))?");

    /** Reads a header whose host is a name or an IPv4 address. Empty if it is an IP literal in brackets, or malformed. */
    static Optional<HostHeader> ofName(String header) {
        Matcher parts = NAME_AND_PORT.matcher(header);
        if (header.length() > MAX_LENGTH || !parts.matches()) {
            return Optional.empty();
        }
        String port = parts.group(2);
        if (port == null || port.isEmpty()) {
            return Optional.of(new HostHeader(parts.group(1), OptionalInt.empty()));
        }
        int number = Integer.parseInt(port);
        return number > MAX_PORT
                ? Optional.empty()
                : Optional.of(new HostHeader(parts.group(1), OptionalInt.of(number)));
    }
}
