package org.sessiontoken.console.secrecy;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.URLEncoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.util.HtmlUtils;

/**
 * Looks for many secrets at once, each as it is and in the forms in which a program may write it. Every secret is cut into
 * overlapping pieces of 16 bytes; a text is read once, and each 16 bytes of it are looked up. So a part of a secret is found, too,
 * and the time does not depend on how many secrets there are.
 */
final class SecretSearch {

    private static final int PIECE = 16;
    private static final int STRIDE = 8;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final List<String> names = new ArrayList<>();
    private long[] pieces = new long[1 << 16];
    private int[] owners = new int[pieces.length];
    private int size;

    /** Looks for this secret from now on, and calls it by this name. It must be long enough not to be met by chance. */
    void add(String name, String secret) {
        if (bytes(secret).length < PIECE) {
            throw new IllegalArgumentException(name + " must have at least " + PIECE + " bytes");
        }
        forms(secret).forEach((form, written) -> {
            names.add(name + " as " + form);
            for (int start = 0; start + PIECE <= written.length; start += STRIDE) {
                put(hash(written, start), names.size() - 1);
            }
            put(hash(written, written.length - PIECE), names.size() - 1);
        });
    }

    /** The ways in which a secret may be written. */
    static Map<String, byte[]> forms(String secret) {
        byte[] raw = bytes(secret);
        Map<String, byte[]> forms = new LinkedHashMap<>();
        forms.put("it is", raw);
        forms.put("UTF-16", secret.getBytes(StandardCharsets.UTF_16LE));
        forms.put("hexadecimal digits", bytes(HexFormat.of().formatHex(raw)));
        forms.put(
                "upper-case hexadecimal digits",
                bytes(HexFormat.of().withUpperCase().formatHex(raw)));
        forms.put("part of a URL", bytes(URLEncoder.encode(secret, StandardCharsets.UTF_8)));
        forms.put(
                "part of a URL path",
                bytes(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20")));
        forms.put("JSON", bytes(secret.replace("\\", "\\\\").replace("\"", "\\\"")));
        forms.put("JSON in ASCII", bytes(inAscii(secret.replace("\\", "\\\\").replace("\"", "\\\""))));
        forms.put("CSV", bytes(secret.replace("\"", "\"\"")));
        forms.put("HTML", bytes(HtmlUtils.htmlEscape(secret, "UTF-8")));
        for (int before = 0; before < 3; before++) {
            forms.put("base64, behind " + before, base64(Base64.getEncoder(), raw, before));
            forms.put("base64url, behind " + before, base64(Base64.getUrlEncoder(), raw, before));
        }
        return withoutRepeats(forms);
    }

    private static String inAscii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.chars().forEach(c -> ascii.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return ascii.toString();
    }

    /** The characters that do not depend on what stands before and behind, of which so many bytes share the first group of three. */
    private static byte[] base64(Base64.Encoder encoder, byte[] raw, int before) {
        ByteArrayOutputStream group = new ByteArrayOutputStream();
        group.writeBytes(new byte[before]);
        group.writeBytes(raw);
        byte[] written = encoder.withoutPadding().encode(group.toByteArray());
        return Arrays.copyOfRange(written, (before * Byte.SIZE + 5) / 6, group.size() * Byte.SIZE / 6);
    }

    private static Map<String, byte[]> withoutRepeats(Map<String, byte[]> forms) {
        Set<String> seen = new LinkedHashSet<>();
        forms.values().removeIf(written -> !seen.add(new String(written, StandardCharsets.ISO_8859_1)));
        return forms;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void put(long hash, int owner) {
        if (2 * ++size > pieces.length) {
            grow();
        }
        int slot = slot(hash);
        pieces[slot] = hash;
        owners[slot] = owner;
    }

    private void grow() {
        long[] before = pieces;
        int[] beforeOwners = owners;
        pieces = new long[2 * before.length];
        owners = new int[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = slot(before[i]);
                pieces[slot] = before[i];
                owners[slot] = beforeOwners[i];
            }
        }
    }

    /** Where a hash is, or would be. */
    private int slot(long hash) {
        int slot = (int) (hash >>> 20) & pieces.length - 1;
        while (pieces[slot] != 0 && pieces[slot] != hash) {
            slot = slot + 1 & pieces.length - 1;
        }
        return slot;
    }

    private static long hash(byte[] text, int start) {
        long first = (long) LONG.get(text, start) * 0x9E3779B97F4A7C15L;
        long hash = (first ^ first >>> 29 ^ (long) LONG.get(text, start + Long.BYTES)) * 0xBF58476D1CE4E5B9L;
        return hash ^ hash >>> 32 | 1;
    }

    /** The names of all secrets that are in a text, each once. */
    Set<String> foundIn(byte[] text) {
        Set<String> found = new LinkedHashSet<>();
        for (int start = 0; start + PIECE <= text.length; start++) {
            int slot = slot(hash(text, start));
            if (pieces[slot] != 0) {
                found.add(names.get(owners[slot]));
            }
        }
        return found;
    }

    /** The names of all secrets that are in a text, each once. */
    Set<String> foundIn(String text) {
        return foundIn(bytes(text));
    }
}
