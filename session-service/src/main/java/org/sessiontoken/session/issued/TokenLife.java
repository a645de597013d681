package org.sessiontoken.session.issued;

import java.time.Duration;

/**
 * How long session tokens live.
 *
 * @param max how long after the record of its issue a token can be redeemed, whatever the record says
 */
public record TokenLife(Duration max) {}
