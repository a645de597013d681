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
                "\tx",
                "\rx",
                "\nx",
                "=cmd|' /C calc'!A0",
                "\uff1d1+1",
                "\uff0b1",
                "\uff0d1",
                "\uff20SUM(A1)",
                " =1+1",
                "\u00a0=1+1",
                "\u3000\uff1d1",
                "\u200b=1+1",
                "\ufeff=1+1",
                "\u202e=1+1",
                "\"=1+1\"\n=2",
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

    @ParameterizedTest
    @CsvSource({"'a,b', '\"a,b\"'", "'a;b', '\"a;b\"'", "'say \"hi\"', '\"say \"\"hi\"\"\"'"})
    void noSeparatorAndNoQuoteSplitsACell(String text, String cell) {
        assertThat(CsvLines.cell(text)).isEqualTo(cell);
    }
}
