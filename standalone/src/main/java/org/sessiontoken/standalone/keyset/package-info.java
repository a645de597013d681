/**
 * The command {@code keys}: makes, lists, rotates and checks the files with secret keys, and prints no key.
 *
 * <p>{@link org.sessiontoken.standalone.keyset.KeyPurpose} says what a key set is for, and so what it must contain and how long
 * the steps of its rotation are apart; {@link org.sessiontoken.standalone.keyset.KeyRotation} finds the next step.
 */
@NullMarked
package org.sessiontoken.standalone.keyset;

import org.jspecify.annotations.NullMarked;
