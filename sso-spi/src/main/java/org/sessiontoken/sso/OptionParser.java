package org.sessiontoken.sso;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;

/** Parses the texts of options. Failures begin with the option's path, and quote no value: it may be a password in the wrong place. */
final class OptionParser {

    private static final int KILOBYTE = 1024;
    private static final int MAX_PORT = 65_535;
    private static final Pattern SIZE = Pattern.compile("(0|[1-9]\\d{0,8})(b|kb|mb)?");

    private OptionParser() {}

    static boolean flag(String path, String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException(path + " must be true or false");
    }

    static <E extends Enum<E>> E choice(String path, String text, Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        E choice = choices.get(text.toLowerCase(Locale.ROOT));
        if (choice == null) {
            throw new IllegalArgumentException(path + " must be one of " + choices.keySet());
        }
        return choice;
    }

    static URI uri(String path, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getPort() != 0
                    && uri.getPort() <= MAX_PORT
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
        return DurationText.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        path + " must be a duration with its unit, such as 500ms, 30s, 5m, 2h or PT5M"));
    }

    /** The texts between commas. */
    static List<String> list(String path, String text) {
        List<String> texts = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (texts.contains("")) {
            throw new IllegalArgumentException(path + " must have a text before and after each comma");
        }
        return texts;
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
                path + " must be a size from " + sizeText(min) + " to " + sizeText(max) + ", such as " + sizeText(max));
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
