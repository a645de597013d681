package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTextTest {

    @Test
    void countsNeitherBlankLinesNorComments() {
        assertThat(new SourceText("""
                /**
                 * Says what it is.
                 */
                class Said { // and why

                    /* one */ int i; /* two
                    lines */

                }
                """).codeLines()).isEqualTo(3);
    }

    @Test
    void takesNoLiteralForAComment() {
        assertThat(new SourceText("""
                String url = "https://host/*";
                char quote = '"';
                int one; // "
                int two; /* it's */
                """).codeLines()).isEqualTo(4);
        assertThat(new SourceText("a = \"//\"; // gone").code()).isEqualTo("a = \"//\"; ");
    }
}
