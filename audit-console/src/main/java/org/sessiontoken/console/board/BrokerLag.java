package org.sessiontoken.console.board;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the brokers are behind the requests.
 *
 * @param instances how many broker processes are in the group
 * @param lagRecords how many requests lie behind what the group has committed; those in progress are among them
 * @param lagSeconds the age of the oldest of them; null if it cannot be read
 * @param names the instances' names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BrokerLag(
        int instances,
        long lagRecords,
        @Nullable Double lagSeconds,
        @JsonIgnore Set<String> names) {}
