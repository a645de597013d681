package org.sessiontoken.console.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.value.CorrelationId;

/**
 * The requests of one flow.
 *
 * @param correlationId what they have in common; null if no event says it
 * @param requests the requests, the newest first
 * @param more whether there are more of them than are shown
 * @param coverage what the index covers, and so what this answer is complete for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownFlow(
        @Nullable CorrelationId correlationId, List<ShownRequest> requests, boolean more, Coverage coverage) {}
