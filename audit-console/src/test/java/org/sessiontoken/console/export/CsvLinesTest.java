package org.sessiontoken.console.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "=cmd|' /C calc'!A0",
                "\uff1d1+1",
                "\uff0b1",
                "\uff0d1",
                "\uff20SUM(A1)",
                " =1+1",
                "\"=1+1\" =2",
                "%0A=1",
                "|x"
            })
    void noCellIsTakenForAFormula(String text) {
        String cell = CsvLines.cell(text);

        boolean begins = !text.startsWith("\"");
        assertThat(cell).startsWith(begins ? "\"'" : "\"\"\"").endsWith("\"");
        assertThat(cell.substring(1, cell.length() - 1).replace("\"\"", "\"")).isEqualTo(begins ? "'" + text : text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"acc-1", "1.5", "Абонент", "\u05d0\u05d1\u05d2", "a=b", "10.1.4.7", "2026-11-28T12:00:00Z", ""})
    void otherCellsStayAsTheyAre(String text) {
        assertThat(CsvLines.cell(text)).isEqualTo('"' + text + '"');
    }

    /** Spreadsheets pass over it before they look for a formula, and let it turn its neighbours round. */
    @ParameterizedTest
    @CsvSource({
        "'\u202Eexe.txt', '\\u{202E}exe.txt'",
        "'\u202E=1+1', '\\u{202E}=1+1'",
        "'\u00A0=1+1', '\\u{A0}=1+1'",
        "'\u200B=1+1', '\\u{200B}=1+1'",
        "'\uFEFF=1+1', '\\u{FEFF}=1+1'",
        "'\u3000\uFF1D1', '\\u{3000}\uFF1D1'",
        "'\t=1', '\\u{9}=1'",
        "'a\r\n=1', 'a\\u{D}\\u{A}=1'"
    })
    void whatCannotBeSeenIsItsNumber(String text, String shown) {
        assertThat(CsvLines.cell(text)).isEqualTo('"' + shown + '"');
    }

    @ParameterizedTest
    @CsvSource({"'a,b', '\"a,b\"'", "'a;b', '\"a;b\"'", "'say \"hi\"', '\"say \"\"hi\"\"\"'"})
    void noSeparatorAndNoQuoteSplitsACell(String text, String cell) {
        assertThat(CsvLines.cell(text)).isEqualTo(cell);
    }
}
