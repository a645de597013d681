package org.sessiontoken.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many lines of code the source files have. */
record FileLengths(Map<String, Integer> byFile) {

    private static final int MAX_LINES = 300;
    private static final int MAX_MEDIAN = 40;
    private static final int MAX_OF_P90 = 140;

    /** What is out of bounds, and what to do; empty if nothing is. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        byFile.forEach((file, lines) -> {
            if (lines > MAX_LINES) {
                faults.add(file + " has " + lines + " lines of code; split it by what it is about, none has more than "
                        + MAX_LINES);
            }
        });
        if (percentile(50) > MAX_MEDIAN) {
            faults.add("half of the files have more than " + percentile(50) + " lines of code; aim at " + MAX_MEDIAN
                    + " by taking out types of their own, starting with " + longest());
        }
        if (percentile(90) > MAX_OF_P90) {
            faults.add("one file in ten has more than " + percentile(90) + " lines of code; aim at " + MAX_OF_P90
                    + " by taking out types of their own, starting with " + longest());
        }
        return faults;
    }

    private int percentile(int percent) {
        List<Integer> sorted = byFile.values().stream().sorted().toList();
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }

    private List<String> longest() {
        return byFile.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(5)
                .map(file -> file.getKey() + " (" + file.getValue() + ")")
                .toList();
    }
}
