package org.sessiontoken.standalone;

import java.nio.file.Path;
import java.util.Map;

/** The data folder of the command line, as an absolute path that Kafka, the log and the services all understand. */
final class DataFolder {

    private static final String OPTION = "--data-dir";

    private static final Map<String, String> REFUSED = Map.of(
            ",", "a comma, by which Kafka separates the folders of a list",
            "%", "a percent sign, which begins a date in the name of a log file",
            "${", "'${', which begins a placeholder in configuration");

    private DataFolder() {}

    /** Absolute, so that a later change of the working directory cannot move the data. */
    static Path of(Path option) {
        Path folder = option.toAbsolutePath().normalize();
        REFUSED.forEach((text, reason) -> {
            if (folder.toString().contains(text)) {
                throw new TokenBrokerException(
                        "the path " + folder + " contains " + reason + ": choose another folder with " + OPTION);
            }
        });
        if (folder.toString().chars().anyMatch(Character::isISOControl)) {
            throw new TokenBrokerException(
                    "the path of the data folder contains a control character: choose another folder with " + OPTION);
        }
        return folder;
    }
}
