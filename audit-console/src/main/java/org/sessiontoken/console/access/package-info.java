/**
 * Who may see what: sign-in by a file of users, by an OpenID Connect provider or by a link for one sign-in, sessions, roles, and
 * the headers that browsers need. {@link org.sessiontoken.console.access.AccessConfiguration} has the chain of filters that every
 * request passes.
 */
@NullMarked
package org.sessiontoken.console.access;

import org.jspecify.annotations.NullMarked;
