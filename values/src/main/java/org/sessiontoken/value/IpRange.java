package org.sessiontoken.value;

import java.util.Arrays;

/**
 * The network addresses that have the same first bits, written as RFC 4632 and RFC 4291 do: {@code 192.0.2.0/24} or
 * {@code 2001:db8::/32}. One address alone needs no prefix length. Safe for all threads.
 */
public final class IpRange {

    private final String text;
    private final byte[] first;
    private final int prefixLength;

    /**
     * The range that a text describes.
     *
     * @throws IllegalArgumentException if it describes none, or is an address within a range that begins earlier
     */
    public IpRange(String text) {
        int slash = text.indexOf('/');
        IpAddress address = new IpAddress(slash < 0 ? text : text.substring(0, slash));
        this.first = address.bytes();
        this.prefixLength = slash < 0 ? first.length * Byte.SIZE : prefixLength(text.substring(slash + 1), first);
        this.text = address + "/" + prefixLength;
        byte[] begin = masked(first);
        if (!Arrays.equals(begin, first)) {
            throw new IllegalArgumentException("an address range must begin with its first address: bits after the"
                    + " prefix length must be 0, as in 192.0.2.0/24");
        }
    }

    private static int prefixLength(String digits, byte[] address) {
        int max = address.length * Byte.SIZE;
        boolean number = !digits.isEmpty()
                && digits.length() <= 3
                && Characters.DIGITS.containsAll(digits, 0, digits.length())
                && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!number || Integer.parseInt(digits) > max) {
            throw new IllegalArgumentException(
                    "the prefix length of this address range must be a number from 0 to " + max);
        }
        return Integer.parseInt(digits);
    }

    /** Whether an address is in the range. One of IPv4 is in no range of IPv6. */
    public boolean contains(IpAddress address) {
        byte[] bytes = address.bytes();
        return bytes.length == first.length && Arrays.equals(masked(bytes), first);
    }

    private byte[] masked(byte[] address) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.max(0, Math.min(Byte.SIZE, prefixLength - i * Byte.SIZE));
            masked[i] &= (byte) (0xff << Byte.SIZE - bits);
        }
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpRange range && text.equals(range.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
