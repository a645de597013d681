package org.sessiontoken.adapter.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.IpRange;

/**
 * Finds the caller's address: the nearest one that is not a trusted proxy's. The connection's own address comes first; while it
 * is that of a trusted proxy, whoever that proxy names in its header comes next, from the right to the left.
 *
 * <p>What a stranger writes into the header is thus never read. Where a trusted proxy names nobody, the caller is not known.
 * Safe for all threads.
 */
public final class CallerAddressReader {

    private final List<IpRange> trustedProxies;
    private final ForwardedHeader header;

    CallerAddressReader(List<IpRange> trustedProxies, ForwardedHeader header) {
        this.trustedProxies = List.copyOf(trustedProxies);
        this.header = header;
    }

    /** The caller's address, or empty if it is not known. */
    public Optional<IpAddress> read(HttpServletRequest request) {
        Optional<IpAddress> peer = connection(request.getRemoteAddr());
        if (peer.isEmpty() || !isTrusted(peer.get())) {
            return peer;
        }
        List<String> lines = Collections.list(request.getHeaders(header.headerName()));
        for (int i = lines.size() - 1; i >= 0; i--) {
            ForwardedElements elements = header.elements(lines.get(i));
            for (Optional<String> next = elements.previous(); next.isPresent(); next = elements.previous()) {
                Optional<IpAddress> address = next.flatMap(header::address);
                if (address.isEmpty() || !isTrusted(address.get())) {
                    return address;
                }
            }
        }
        return Optional.empty();
    }

    /** A connection between link-local addresses has a zone, which names a network card of this machine. */
    private static Optional<IpAddress> connection(String address) {
        int zone = address.indexOf('%');
        return ForwardedNode.address(zone < 0 ? address : address.substring(0, zone));
    }

    private boolean isTrusted(IpAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }
}
