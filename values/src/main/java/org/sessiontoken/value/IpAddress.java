package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A network address in its one canonical text: IPv4 with dots, IPv6 as RFC 5952 writes it. Nothing is looked up by a name, and
 * an address of IPv4 in the form of IPv6 ({@code ::ffff:192.0.2.1}) becomes that of IPv4.
 *
 * @param value the address, without a zone, a port or brackets
 */
public record IpAddress(@JsonValue String value) {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String V4 = OCTET + "(?:\\." + OCTET + "){3}";

    /** As in the schemas of the events. */
    private static final Pattern FORMAT = Pattern.compile("(?:::[Ff]{4}:)?" + V4
            + "|(?:h:){7}h|(?:h:){1,7}:|(?:h:){1,6}:h|(?:h:){1,5}(?::h){1,2}|(?:h:){1,4}(?::h){1,3}"
                    .replace("h", "[0-9A-Fa-f]{1,4}")
            + "|(?:h:){1,3}(?::h){1,4}|(?:h:){1,2}(?::h){1,5}|h:(?::h){1,6}|:(?:(?::h){1,7}|:)"
                    .replace("h", "[0-9A-Fa-f]{1,4}"));

    private static final int GROUPS = 8;
    private static final int NETWORK_BYTES = 8;

    /** What a translator puts before the address of a caller that has IPv4: the well-known prefix of RFC 6052. */
    private static final byte[] TRANSLATED = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /** Refuses a text that is no address with an {@link IllegalArgumentException} that says what was expected. */
    public IpAddress {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("network address must be one of IPv4 or IPv6, such as 192.0.2.1 or"
                    + " 2001:db8::1, without a zone, a port or brackets");
        }
        value = text(parsed(value));
    }

    /** The address that the JDK has; the zone of a link-local one is left out. */
    public static IpAddress of(InetAddress address) {
        return new IpAddress(text(address));
    }

    /**
     * What counts as one caller: the address itself, and of IPv6 the network with a prefix of 64 bits, since whoever has one of
     * its addresses has all of them. An address of IPv4 that was translated ({@code 64:ff9b::c000:201}) counts as that of IPv4:
     * all of them are in one network.
     */
    public IpAddress network() {
        byte[] bytes = bytes();
        if (bytes.length == Integer.BYTES) {
            return this;
        }
        if (Arrays.equals(bytes, 0, TRANSLATED.length, TRANSLATED, 0, TRANSLATED.length)) {
            return of(ofBytes(Arrays.copyOfRange(bytes, TRANSLATED.length, bytes.length)));
        }
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        return of(ofBytes(bytes));
    }

    /** 4 or 16 bytes. */
    byte[] bytes() {
        return parsed(value).getAddress();
    }

    /** The JDK looks no name up for a text that is as described. */
    private static InetAddress parsed(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("the JDK knows every form of an address that is taken", impossible);
        }
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address ? rfc5952(address.getAddress()) : address.getHostAddress();
    }

    /** RFC 5952, section 4: the first of the longest runs of zeros, if it has two groups or more, becomes two colons. */
    private static String rfc5952(byte[] bytes) {
        int start = GROUPS;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(bytes, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(i == 0 || i == start + length ? "" : ":").append(Integer.toHexString(group(bytes, i)));
            }
        }
        return text.toString();
    }

    private static int zerosFrom(byte[] bytes, int first) {
        int i = first;
        while (i < GROUPS && group(bytes, i) == 0) {
            i++;
        }
        return i - first;
    }

    private static int group(byte[] bytes, int i) {
        return (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }

    @Override
    public String toString() {
        return value;
    }
}
