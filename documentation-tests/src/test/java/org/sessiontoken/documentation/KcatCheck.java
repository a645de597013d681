package org.sessiontoken.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kcat: its own options, and topics that there are. */
final class KcatCheck implements CommandCheck {

    private static final Set<String> FLAGS = Set.of("-C", "-L", "-J", "-u", "-e", "-q");
    private static final Set<String> WITH_VALUE = Set.of("-b", "-t", "-o", "-f", "-c", "-p", "-X", "-G");

    @Override
    public boolean claims(List<String> command) {
        // What follows in the pipeline filters its output.
        return command.get(0).matches("kcat|grep|jq|date");
    }

    @Override
    public List<String> faults(List<String> command) {
        List<String> faults = new ArrayList<>();
        for (int i = 1; command.get(0).equals("kcat") && i < command.size(); i++) {
            String option = command.get(i);
            if (WITH_VALUE.contains(option) && i + 1 < command.size()) {
                String value = command.get(++i);
                if (option.equals("-t") && !KafkaConsoleCheck.isTopic(value)) {
                    faults.add("there is no topic " + value);
                }
            } else if (!FLAGS.contains(option) && !option.equals("^" + KafkaConsoleCheck.ALL_REPLIES)) {
                faults.add("kcat is not given " + option + " here");
            }
        }
        return faults;
    }
}
