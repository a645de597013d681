package org.sessiontoken.value;

/** In a package that is another module's. */
public record InTwoModules() {}
