package org.sessiontoken.broker.outbound;

import java.util.Optional;
import org.sessiontoken.value.Secret;

/**
 * An HTTP answer from the outside.
 *
 * @param status the status code; a redirection is not followed
 * @param contentType the media type without its parameters, in lower case, if one was given
 * @param body what was answered, within the bound
 */
public record OutboundResponse(int status, Optional<String> contentType, Secret body) {}
