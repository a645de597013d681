package org.sessiontoken.console.export;

import java.io.Writer;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The formats of exports. */
public enum ExportFormat {
    /** A JSON object in each line: rows as the HTTP API has them. */
    JSONL("jsonl", "application/x-ndjson") {
        @Override
        public RowWriter writer(Writer out, JsonMapper json) {
            return new JsonLines(out, json);
        }
    },
    /** For spreadsheets. */
    CSV("csv", "text/csv; charset=utf-8; header=present") {
        @Override
        public RowWriter writer(Writer out, JsonMapper json) {
            return new CsvLines(out);
        }
    },
    /** Events of the Open Cybersecurity Schema Framework, one in each line. */
    OCSF("ocsf", "application/x-ndjson") {
        @Override
        public RowWriter writer(Writer out, JsonMapper json) {
            return new OcsfLines(out, json);
        }
    };

    private final String code;
    private final String mediaType;

    ExportFormat(String code, String mediaType) {
        this.code = code;
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** The ending of a file's name. */
    String ending() {
        return this == OCSF ? "ocsf.jsonl" : code;
    }

    /** Writes this format. */
    public abstract RowWriter writer(Writer out, JsonMapper json);

    /** The format of this name. */
    public static Optional<ExportFormat> ofCode(String code) {
        return Stream.of(values()).filter(format -> format.code.equals(code)).findFirst();
    }
}
