/**
 * Every error response: problem details in JSON (RFC 9457), whatever part of the server refused the request.
 *
 * <p>Endpoints throw a {@link org.sessiontoken.adapter.problem.ProblemException}, or send the response that
 * {@link org.sessiontoken.adapter.problem.Problem#toResponse} returns. An advice turns the exceptions of Spring MVC into
 * problems, and a valve does so for the requests that Tomcat refuses, so that no caller ever sees an HTML page, a stack
 * trace or the name of the server.
 */
@NullMarked
package org.sessiontoken.adapter.problem;

import org.jspecify.annotations.NullMarked;
