package org.sessiontoken.console.shell;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.shell.Terminal.Colour;
import org.sessiontoken.event.Outcome;

/** Requests in columns, as many as there is room for. */
final class RowTable {

    private static final String CUT = "…";

    private final Terminal terminal;
    private final TimeText times;
    private final Map<RowColumn, Integer> widths;

    /**
     * A table.
     *
     * @param sample the rows for whose contents there is to be room; none if they are not known yet
     */
    RowTable(Terminal terminal, TimeText times, List<FlowRow> sample) {
        this.terminal = terminal;
        this.times = times;
        this.widths = widths(sample);
    }

    /** Columns are taken while there is room, and what is left over goes to those whose contents need it. */
    private Map<RowColumn, Integer> widths(List<FlowRow> sample) {
        Map<RowColumn, Integer> taken = new EnumMap<>(RowColumn.class);
        int left = terminal.isTerminal() ? terminal.columns() + 1 : Integer.MAX_VALUE;
        for (RowColumn column : RowColumn.values()) {
            int width = minWidth(column, sample);
            if (left < width + 1) {
                break;
            }
            taken.put(column, width);
            left -= width + 1;
        }
        for (Map.Entry<RowColumn, Integer> column : taken.entrySet()) {
            int wanted = column.getKey().isId() ? column.getValue() : content(column.getKey(), sample);
            int grown = Math.min(left, Math.max(0, wanted - column.getValue()));
            column.setValue(column.getValue() + grown);
            left -= grown;
        }
        return taken;
    }

    private int minWidth(RowColumn column, List<FlowRow> sample) {
        int min = Math.max(column.minWidth(), column.title().length());
        if (column == RowColumn.TIME) {
            return times.of(Instant.EPOCH).length();
        }
        // One that is longer makes its own line longer, and takes no column from the others.
        return column.isId() && !sample.isEmpty() ? Math.min(min, content(column, sample)) : min;
    }

    private int content(RowColumn column, List<FlowRow> sample) {
        return sample.stream()
                .mapToInt(row -> length(column.of(row, times)))
                .reduce(sample.isEmpty() ? column.usualWidth() : column.title().length(), Math::max);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The names of the columns. */
    String header() {
        return terminal.coloured(line(RowColumn::title), Colour.FAINT);
    }

    /** A request. */
    String line(FlowRow row) {
        return line(column -> column.of(row, times), colourOf(row.kind().outcome()));
    }

    private String line(Function<RowColumn, String> cells) {
        return line(cells, Colour.NONE);
    }

    private String line(Function<RowColumn, String> cells, Colour outcome) {
        return widths.entrySet().stream()
                .map(column -> {
                    String cell = padded(cells.apply(column.getKey()), column.getValue(), column.getKey());
                    return column.getKey() == RowColumn.OUTCOME ? terminal.coloured(cell, outcome) : cell;
                })
                .collect(Collectors.joining(" "))
                .stripTrailing();
    }

    private String padded(String text, int width, RowColumn column) {
        int length = length(text);
        if (length > width && terminal.isTerminal() && !column.isId()) {
            String cut = terminal.hasLines() ? CUT : "~";
            return text.substring(0, text.offsetByCodePoints(0, width - 1)) + cut;
        }
        return text + " ".repeat(Math.max(0, width - length));
    }

    static Colour colourOf(@Nullable Outcome outcome) {
        if (outcome == null) {
            return Colour.OPEN;
        }
        return switch (outcome) {
            case ISSUED -> Colour.NONE;
            case INVALID, UNAUTHORISED, FORBIDDEN, THROTTLED -> Colour.REFUSED;
            case UNAVAILABLE, EXPIRED -> Colour.FAILED;
        };
    }
}
