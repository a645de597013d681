package org.sessiontoken.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParametersTest {

    @Test
    void keepTheirOrder() {
        Parameters parameters = new Parameters(List.of(parameter("b", "2"), parameter("a", "1")));

        assertThat(parameters.names()).containsExactly("b", "a");
        assertThat(parameters.value("a")).contains(Secret.ofText("1"));
        assertThat(parameters.value("A")).isEmpty();
    }

    @Test
    void refuseANameGivenTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameters(List.of(parameter("a", "1"), parameter("a", "2"))))
                .withMessage("parameter 'a' must be given only once");
    }

    @Test
    void refuseMoreThanThereMayBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameters(IntStream.rangeClosed(0, Parameters.MAX_COUNT)
                        .mapToObj(i -> parameter("p" + i, ""))
                        .toList()));
    }

    @Test
    void refuseAValueLongerThanItMayBeWithoutQuotingIt() {
        String longest = "é".repeat(Parameter.MAX_VALUE / 2);

        assertThat(parameter("a", longest).value().length()).isEqualTo(Parameter.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter("a", longest + "x"))
                .withMessage("value of parameter 'a' must have at most 16384 bytes");
    }

    @Test
    void refuseValuesThatAreTooLongTogether() {
        String longest = "x".repeat(Parameter.MAX_VALUE);
        List<Parameter> four =
                IntStream.range(0, 4).mapToObj(i -> parameter("p" + i, longest)).toList();
        List<Parameter> more = IntStream.range(0, 5)
                .mapToObj(i -> parameter("p" + i, i == 4 ? "x" : longest))
                .toList();

        assertThat(new Parameters(four).all()).hasSize(4);
        assertThatIllegalArgumentException().isThrownBy(() -> new Parameters(more));
    }

    private static Parameter parameter(String name, String value) {
        return new Parameter(name, Secret.ofText(value));
    }
}
