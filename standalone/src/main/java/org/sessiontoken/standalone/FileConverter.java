package org.sessiontoken.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** Converts paths on the command line. */
final class FileConverter {

    private FileConverter() {}

    static Path convert(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("must not be empty: give a path, such as . for this folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException unmappable) {
            throw new TypeConversionException("is no path in the character set of this locale: use ASCII characters, or"
                    + " start the program with the environment variable LC_ALL=C.UTF-8");
        }
    }
}
