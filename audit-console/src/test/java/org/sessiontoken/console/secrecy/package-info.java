/** Tests that the console shows, stores and logs nothing that is secret, and the records with which they try it. */
@NullMarked
package org.sessiontoken.console.secrecy;

import org.jspecify.annotations.NullMarked;
