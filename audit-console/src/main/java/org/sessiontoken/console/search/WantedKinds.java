package org.sessiontoken.console.search;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sessiontoken.console.index.FlowKind;
import org.sessiontoken.console.index.IndexSnapshot;

/**
 * The kinds that a filter wants, by their numbers.
 *
 * @param numbers all rows of these are wanted
 * @param withOwnNames rows of these are wanted whose own names are those of the filter
 * @param filter what is wanted
 */
record WantedKinds(Set<Integer> numbers, Set<Integer> withOwnNames, FlowFilter filter) {

    /** @param part what of the filter is asked of a kind */
    static WantedKinds of(FlowFilter filter, Function<FlowFilter, Predicate<FlowKind>> part, IndexSnapshot snapshot) {
        boolean byName = !filter.tenants().isEmpty() || !filter.authServices().isEmpty();
        return new WantedKinds(
                snapshot.kinds(part.apply(filter)),
                byName ? snapshot.kindsWithOwnNames(part.apply(filter.withoutNames())) : Set.of(),
                filter);
    }

    /** Whether rows have to be looked at, since their kinds do not say all. */
    boolean needRows() {
        return !withOwnNames.isEmpty();
    }
}
