package org.sessiontoken.session.signon;

import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.Secret;

/**
 * Who attempts to sign on.
 *
 * @param clientId the app on the device, which anybody may name
 * @param repeatKey a secret of the attempt: who knows it may ask for an answer that was lost
 */
record Device(ClientId clientId, Secret repeatKey) {}
