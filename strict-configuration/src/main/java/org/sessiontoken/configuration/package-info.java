/**
 * Refuses configuration that Spring would take, and that means what nobody meant.
 *
 * <p>{@link org.sessiontoken.configuration.StrictConfiguration} is added to an application and holds for all its properties
 * below {@code ags}: a placeholder that is not set, a misspelt key, a duration without a unit, a value that YAML reads otherwise
 * than it is written, or one that cannot be seen. Each refusal names the file, the line, the key and what to write instead, and
 * quotes no value.
 */
@NullMarked
package org.sessiontoken.configuration;

import org.jspecify.annotations.NullMarked;
