package org.sessiontoken.broker.answered;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Whether an outcome is on one of several partitions. It is settled once it is found on one, or is on none. For one thread, but
 * for the answer.
 */
final class Question {

    private final OutcomePlace place;
    private final BooleanSupplier patient;
    private final Consumer<LookupResult> counted;
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private boolean asked;
    private int partitionsLeft;
    private boolean settled;

    /**
     * A question that is not asked yet.
     *
     * @param patient whether an outcome that is not there is still waited for
     * @param counted told how the question is settled
     */
    Question(OutcomePlace place, BooleanSupplier patient, Consumer<LookupResult> counted) {
        this.place = place;
        this.patient = patient;
        this.counted = counted;
    }

    OutcomePlace place() {
        return place;
    }

    boolean isPatient() {
        return patient.getAsBoolean();
    }

    CompletableFuture<Boolean> answer() {
        return answer;
    }

    /** Says on how many partitions the outcome may be. */
    void ask(int count) {
        asked = true;
        partitionsLeft = count;
        if (count == 0) {
            settle(LookupResult.NONE);
        }
    }

    /** Says whether the outcome is on one of the partitions. */
    void answer(boolean found) {
        partitionsLeft--;
        if (found) {
            settle(LookupResult.FOUND);
        } else if (partitionsLeft == 0) {
            settle(LookupResult.NONE);
        }
    }

    void settle(LookupResult result) {
        if (!settled) {
            settled = true;
            counted.accept(result);
            // On another thread: whoever has asked goes on with work that may take long.
            answer.completeAsync(() -> result == LookupResult.FOUND);
        }
    }

    /** Forgets what was asked: whoever was to answer is gone. */
    void askAgain() {
        asked = false;
    }

    boolean isAsked() {
        return asked;
    }

    boolean isSettled() {
        return settled;
    }
}
