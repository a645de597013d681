/**
 * What an SSO backend is: the module to compile against when adding a type of auth service.
 *
 * <p>An {@link org.sessiontoken.sso.SsoBackendFactory}, which the broker finds through {@link java.util.ServiceLoader} by
 * its {@link org.sessiontoken.sso.SsoBackendFactory#type() type}, makes an {@link org.sessiontoken.sso.SsoBackend} for each
 * auth service of that type. It gets all that a backend needs from an {@link org.sessiontoken.sso.SsoBackendContext}. The
 * types that come with the broker are made in the same way and have no other means.
 *
 * <p>The test jar of this module has {@code SsoBackendContract}, which the test of a backend extends to prove that the
 * backend keeps the promises made here, and {@code TestBackendContext}, with which a test makes a backend as the broker does.
 */
@NullMarked
package org.sessiontoken.sso;

import org.jspecify.annotations.NullMarked;
