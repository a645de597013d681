package org.sessiontoken.documentation;

import java.util.List;

/** Settings of the services, which must bind to their configuration properties with nothing left over. */
final class YamlBlocks implements BlockBinding {

    private final Configuration configuration = new Configuration();

    @Override
    public boolean claims(Block block) {
        return block.language().equals("yaml");
    }

    @Override
    public List<String> faults(Block block) {
        // A file with auth services alone is what stands below ags.broker otherwise.
        boolean authServices = block.text().lines().anyMatch(line -> line.startsWith("auth-services:"));
        return configuration.faults(block.text(), authServices ? "ags.broker." : "");
    }
}
