package org.sessiontoken.faults.agent;

import java.util.Optional;

/** The position on a reply topic, announced some seconds before it is fixed. Called by a changed class of the product. */
public final class EarlyPosition {

    private static final long SECONDS_OF_LOSS = 4;

    private EarlyPosition() {}

    /** Announces a position, and lets time pass. */
    public static void announce(Object reader, Object topic) {
        try {
            Object partition = Reflected.call(Reflected.field(reader, "partition"), "choose", topic, Optional.empty());
            Class<?> position = Class.forName(
                    "org.apache.kafka.common.TopicPartition",
                    true,
                    reader.getClass().getClassLoader());
            Reflected.set(
                    reader,
                    "position",
                    position.getConstructor(String.class, int.class)
                            .newInstance(Reflected.field(reader, "topic"), partition));
            Thread.sleep(SECONDS_OF_LOSS * 1_000);
        } catch (ReflectiveOperationException notAsExpected) {
            FaultAgent.notThere(notAsExpected.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
