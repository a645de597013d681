/**
 * What an SSO backend is: the one thing to compile against when adding a type of auth service.
 *
 * <p>A backend is made by an {@link org.sessiontoken.sso.SsoBackendFactory}, which the broker finds by its
 * {@link org.sessiontoken.sso.SsoBackendFactory#type() type} through {@link java.util.ServiceLoader} or as a Spring bean.
 * The tests of this module come as a jar: a backend's own test extends {@code SsoBackendContract} and so proves that it
 * keeps the promises made here.
 */
@NullMarked
package org.sessiontoken.sso;

import org.jspecify.annotations.NullMarked;
