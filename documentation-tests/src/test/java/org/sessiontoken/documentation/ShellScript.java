package org.sessiontoken.documentation;

import java.util.ArrayList;
import java.util.List;

/**
 * The simple commands of a shell script, as lists of words: those of pipelines and lists, and those inside of {@code $(…)}. Quotes
 * are removed; what is substituted stays as it is written.
 */
final class ShellScript {

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> command = new ArrayList<>();
    private StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private ShellScript(String text) {
        this.text = text;
    }

    static List<List<String>> commands(String text) {
        ShellScript script = new ShellScript(text.replace("\\\n", " "));
        script.read();
        return script.commands;
    }

    private void read() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\'') {
                append(text.substring(position + 1, closing('\'', position + 1)));
            } else if (c == '"') {
                readDoubleQuoted();
            } else if (c == '$' && text.startsWith("$(", position)) {
                readSubstitution();
            } else if (c == '#' && !inWord) {
                position = end(text.indexOf('\n', position)) - 1;
            } else if (c == '>' || c == '<') {
                endWord();
                append("" + c);
                endWord();
            } else if ("\n;|&".indexOf(c) >= 0) {
                endCommand();
            } else if (Character.isWhitespace(c)) {
                endWord();
            } else {
                append("" + c);
            }
            position++;
        }
        endCommand();
    }

    /** The position of the closing sign, at which reading goes on. */
    private int closing(char sign, int from) {
        position = end(text.indexOf(sign, from));
        return position;
    }

    private int end(int found) {
        return found < 0 ? text.length() : found;
    }

    private void readDoubleQuoted() {
        int from = ++position;
        while (position < text.length() && text.charAt(position) != '"') {
            if (text.startsWith("$(", position)) {
                append(text.substring(from, position));
                readSubstitution();
                from = position + 1;
            }
            position++;
        }
        append(text.substring(from, Math.min(position, text.length())));
    }

    private void readSubstitution() {
        int depth = 0;
        int from = position;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ')' && depth == 0) {
                break;
            }
        }
        commands.addAll(commands(text.substring(from + 2, Math.min(position, text.length()))));
        append("$(…)");
    }

    private void append(String part) {
        inWord = true;
        word.append(part);
    }

    private void endWord() {
        if (inWord) {
            command.add(word.toString());
            word = new StringBuilder();
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        if (!command.isEmpty()) {
            commands.add(command);
            command = new ArrayList<>();
        }
    }
}
