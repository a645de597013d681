package org.sessiontoken.adapter.caller;

import java.util.Optional;
import org.sessiontoken.value.IpAddress;

/** The header in which trusted proxies name whoever they have the request from: one of the two that are in use. */
enum ForwardedHeader {
    /** RFC 7239. */
    FORWARDED("Forwarded") {
        @Override
        ForwardedElements elements(String value) {
            return ForwardedElements.ofForwarded(value);
        }

        @Override
        Optional<IpAddress> address(String element) {
            return ForwardedPairs.node(element).flatMap(ForwardedNode::address);
        }
    },
    /** The one that came before it: addresses with commas between them. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        ForwardedElements elements(String value) {
            return ForwardedElements.ofPlainList(value);
        }

        @Override
        Optional<IpAddress> address(String element) {
            return ForwardedNode.address(element);
        }
    };

    private final String headerName;

    ForwardedHeader(String headerName) {
        this.headerName = headerName;
    }

    String headerName() {
        return headerName;
    }

    /** The elements of one line, the last one first. */
    abstract ForwardedElements elements(String value);

    /** The address that an element names; empty if it hides the address or is not as described. */
    abstract Optional<IpAddress> address(String element);
}
