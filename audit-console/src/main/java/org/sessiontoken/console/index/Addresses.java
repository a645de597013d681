package org.sessiontoken.console.index;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.sessiontoken.value.IpAddress;

/** Addresses as the index has them. */
public final class Addresses {

    private Addresses() {}

    /** The 4 or 16 bytes of an address. */
    public static byte[] bytes(IpAddress address) {
        try {
            // Nothing is looked up by name: it is an address.
            return InetAddress.getByName(address.value()).getAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("the JDK knows every form of an address", impossible);
        }
    }
}
