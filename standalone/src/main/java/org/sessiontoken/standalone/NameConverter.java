package org.sessiontoken.standalone;

import org.sessiontoken.value.RequestorName;
import picocli.CommandLine.TypeConversionException;

/** Converts names of requestors, and of others that are named like them, on the command line. */
final class NameConverter {

    private NameConverter() {}

    static RequestorName convert(String text) {
        try {
            return new RequestorName(text);
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(String.valueOf(malformed.getMessage()));
        }
    }
}
