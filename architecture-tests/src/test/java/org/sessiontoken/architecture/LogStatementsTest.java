package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogStatementsTest {

    @Test
    void areHandedNoWholeRecordEventOrRequest() {
        assertThat(Repository.mainSources())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(LogStatements.faults(new SourceText(Repository.text(file))))
                        .as(
                                "log statements of %s: log the keys that matter, one by one, since what is logged whole is logged"
                                        + " with all that anybody adds to it later",
                                Repository.relative(file))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOG.atInfo().addKeyValue(\"record\", record).log(\"Read\");",
                "LOG.atInfo().log(\"Read {}\", event);",
                "LOG.atInfo().log(\"Read {} (of {})\", name(of(topic)), event);",
                "LOG.warn(\"Refused\",\n    request);",
                "LOG.atInfo().addArgument(reply).log(\"Answered {}\");"
            })
    void areRefusedWhenHandedOne(String statement) {
        assertThat(LogStatements.faults(new SourceText(statement))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOG.atInfo().addKeyValue(\"topic\", record.topic()).log(\"Read event, request\");",
                "// LOG.atInfo().log(\"Read {}\", event);",
                "publisher.publish(record, event);"
            })
    void mayQuoteTheirParts(String statement) {
        assertThat(LogStatements.faults(new SourceText(statement))).isEmpty();
    }
}
