package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.event.Topics;

/** Finds requestors whose requests are in the index while their reply topic is not: their outcomes cannot be seen. */
final class UnseenOutcomes {

    private UnseenOutcomes() {}

    /** Their names, sorted. */
    static List<String> requestors(Connection connection, Kinds kinds, Set<TopicPartition> read) throws SQLException {
        Set<String> topics = read.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Set<String> unseen = new TreeSet<>();
        for (Map.Entry<Integer, FlowKind> kind : kinds.all().entrySet()) {
            FlowKind pending = kind.getValue();
            if (pending.outcome() == null
                    && !topics.contains(Topics.REPLIES_PREFIX + pending.requestor())
                    && !unseen.contains(pending.requestor())
                    && isThere(connection, kind.getKey())) {
                unseen.add(pending.requestor());
            }
        }
        return new ArrayList<>(unseen);
    }

    /** A kind stays known when its last row has got an outcome, or was forgotten. */
    private static boolean isThere(Connection connection, int kind) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM flow INDEXED BY flow_kind WHERE kind=? LIMIT 1")) {
            select.setInt(1, kind);
            try (ResultSet found = select.executeQuery()) {
                return found.next();
            }
        }
    }
}
