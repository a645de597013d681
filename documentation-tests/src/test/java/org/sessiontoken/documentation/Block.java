package org.sessiontoken.documentation;

import org.jspecify.annotations.Nullable;

/**
 * A block of code in a document.
 *
 * @param file the document's path in the repository
 * @param line where the block begins
 * @param language what follows the fence, empty if nothing does; {@code indented} for a block without a fence
 * @param text what is in the block
 * @param next the block that follows with no text in between, if there is one: the answer to a command
 */
record Block(
        String file,
        int line,
        String language,
        String text,
        @Nullable Block next) {

    static Block of(String language, String text) {
        return new Block("README.md", 1, language, text, null);
    }

    @Override
    public String toString() {
        return file + ":" + line + " (" + (language.isEmpty() ? "no language" : language) + ")";
    }
}
