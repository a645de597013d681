/**
 * Every answer that is not what was asked for: problem details in JSON (RFC 9457), whatever refused the request.
 *
 * <p>Endpoints throw a {@link org.sessiontoken.adapter.problem.ProblemException}, or answer with what
 * {@link org.sessiontoken.adapter.problem.Problem#answer} makes. What Spring MVC refuses is turned into problems by an
 * advice, and what Tomcat refuses before that by a valve, so that no caller ever sees a page in HTML, a stack trace or a
 * server's name.
 */
@NullMarked
package org.sessiontoken.adapter.problem;

import org.jspecify.annotations.NullMarked;
