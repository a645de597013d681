package org.sessiontoken.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedTest {

    @Test
    void theSameSeedPlansTheSameFaults() {
        List<List<PlannedFault>> once = plans(42);

        assertThat(plans(42)).isEqualTo(once);
    }

    @Test
    void anotherSeedPlansOtherFaults() {
        assertThat(plans(43)).isNotEqualTo(plans(42));
    }

    /** So that a published run can be repeated with another Java. */
    @Test
    void whatASeedMeansDoesNotDependOnTheJava() {
        assertThat(new Seed(42).of("broker-killed").nextInt(1_000_000)).isEqualTo(970_032);
    }

    @Test
    void everyVictimIsChosenBySomeSeed() {
        Scenario scenario = Scenarios.brief().stream()
                .filter(each -> each.name().equals("broker-killed"))
                .findFirst()
                .orElseThrow();

        assertThat(LongStream.range(0, 100).mapToObj(Seed::new))
                .flatMap(seed -> PlannedFault.of(scenario, seed))
                .extracting(PlannedFault::victim)
                .contains("broker-1", "broker-2");
    }

    @Test
    void aScenarioIsTheSameAloneAsAmongOthers() {
        Scenario last = Scenarios.brief().get(Scenarios.brief().size() - 1);

        List<List<PlannedFault>> all = plans(42);

        assertThat(PlannedFault.of(last, new Seed(42))).isEqualTo(all.get(all.size() - 1));
    }

    @Test
    void everyScenarioHasANameOfItsOwn() {
        assertThat(Scenarios.brief()).extracting(Scenario::name).doesNotHaveDuplicates();
    }

    private static List<List<PlannedFault>> plans(long seed) {
        return Scenarios.brief().stream()
                .map(scenario -> PlannedFault.of(scenario, new Seed(seed)))
                .toList();
    }
}
