package org.sessiontoken.hardening;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Import;

/** The same headers for the server of a management port. Spring Boot finds this class by a file that names it. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Import(SecurityHeadersConfiguration.class)
class ManagementHeadersConfiguration {}
