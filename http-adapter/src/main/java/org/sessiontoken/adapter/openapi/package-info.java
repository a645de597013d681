/** {@code GET /openapi.yaml}: the HTTP contract, as OpenAPI 3.1. */
@NullMarked
package org.sessiontoken.adapter.openapi;

import org.jspecify.annotations.NullMarked;
