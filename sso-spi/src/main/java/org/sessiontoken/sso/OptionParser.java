package org.sessiontoken.sso;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the texts of options. Failures begin with the option's path, and quote no address: it may contain a password. */
final class OptionParser {

    private static final int KILOBYTE = 1024;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(b|kb|mb)?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private OptionParser() {}

    static boolean flag(String path, String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException(path + " must be true or false, and it is '" + text + "'");
    }

    static <E extends Enum<E>> E choice(String path, String text, Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        E choice = choices.get(text.toLowerCase(Locale.ROOT));
        if (choice == null) {
            throw new IllegalArgumentException(
                    path + " must be one of " + choices.keySet() + ", and it is '" + text + "'");
        }
        return choice;
    }

    static URI uri(String path, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException quotesTheAddress) {
            // Falls through to a failure that quotes nothing.
        }
        throw new IllegalArgumentException(
                path + " must be an address such as https://host/path, without user name and fragment");
    }

    static Duration duration(String path, String text) {
        Matcher simple = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        try {
            return simple.matches() ? of(Long.parseLong(simple.group(1)), simple.group(2)) : Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    path + " must be a duration such as 500ms, 30s, 5m or PT5M, and it is '" + text + "'");
        }
    }

    static int size(String path, String text, int min, int max) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long size = Long.parseLong(matcher.group(1)) * bytesOf(matcher.group(2));
            if (size >= min && size <= max) {
                return (int) size;
            }
        }
        throw new IllegalArgumentException(
                path + " must be a size from " + sizeText(min) + " to " + sizeText(max) + ", and it is '" + text + "'");
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static long bytesOf(@Nullable String unit) {
        return "kb".equals(unit) ? KILOBYTE : "mb".equals(unit) ? KILOBYTE * KILOBYTE : 1;
    }

    private static String sizeText(int bytes) {
        if (bytes % (KILOBYTE * KILOBYTE) == 0) {
            return bytes / (KILOBYTE * KILOBYTE) + "MB";
        }
        return bytes % KILOBYTE == 0 ? bytes / KILOBYTE + "KB" : bytes + "B";
    }
}
