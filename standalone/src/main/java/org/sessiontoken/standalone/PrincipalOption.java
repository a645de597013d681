package org.sessiontoken.standalone;

import picocli.CommandLine.Option;

/** An option that says what Kafka makes of a name. */
final class PrincipalOption {

    @Option(
            names = "--principal",
            paramLabel = "TEMPLATE",
            defaultValue = "User:NAME",
            description = "How Kafka calls somebody named NAME, such as User:CN=NAME; default: ${DEFAULT-VALUE}.")
    private String template = "";

    String template() {
        return template;
    }
}
