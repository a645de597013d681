package org.sessiontoken.documentation;

import java.util.List;

/** Compares blocks of one kind with what they speak of. */
interface BlockBinding {

    /** Whether the block is of this kind. */
    boolean claims(Block block);

    /** What is not true in the block, and what to do; empty if all is true. */
    List<String> faults(Block block);
}
