package org.sessiontoken.standalone;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether the JVM has decoded the arguments. In the locale C, as cron has it, it takes each byte of other letters for a question
 * mark, and says nothing: who looks for an account would look for another one.
 */
final class DecodedArguments {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char UNDECODED = '\uFFFD';

    private DecodedArguments() {}

    /** Why these arguments of this process cannot be used; empty if they can. */
    static Optional<String> refusal(List<String> arguments) {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        return refusal(arguments, encoding, commandLine());
    }

    /** @param commandLine the bytes of all arguments, each with a zero behind it; empty if the system does not tell */
    static Optional<String> refusal(List<String> arguments, String encoding, byte[] commandLine) {
        boolean lost = arguments.stream().anyMatch(argument -> argument.indexOf(UNDECODED) >= 0)
                || (isAscii(encoding) && hasOtherThanAscii(commandLine, arguments.size()));
        return lost
                ? Optional.of(
                        "token-broker: an argument has letters that cannot be decoded in the locale's character set "
                                + encoding + ": set LC_ALL=C.UTF-8, or the locale in whose letters it is written")
                : Optional.empty();
    }

    private static boolean isAscii(String encoding) {
        return Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.US_ASCII);
    }

    /** Before the arguments are the JVM and its options, which may be in any folder. */
    private static boolean hasOtherThanAscii(byte[] commandLine, int arguments) {
        String[] all = new String(commandLine, StandardCharsets.ISO_8859_1).split("\0", -1);
        int end = Math.max(0, all.length - 1);
        return Arrays.stream(all, Math.max(0, end - arguments), end)
                .flatMapToInt(String::chars)
                .anyMatch(letter -> letter > Byte.MAX_VALUE);
    }

    private static byte[] commandLine() {
        try {
            return Files.readAllBytes(COMMAND_LINE);
        } catch (IOException anotherSystem) {
            return new byte[0];
        }
    }
}
