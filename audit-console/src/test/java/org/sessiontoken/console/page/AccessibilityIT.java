package org.sessiontoken.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.console.page.Browser.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each screen in both themes: axe finds nothing serious. The pictures of the README are taken on the way. */
class AccessibilityIT {

    private static final Path PICTURES = Path.of(System.getProperty("pictures", "target/pictures"));

    /** What of the chart and the marks does not differ enough from what it is drawn on (WCAG 2.2, 1.4.11), with the ratio. */
    private static final String FAINT = """
            const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
            const back = getComputedStyle(document.body).backgroundColor;
            function luminance(colour, opacity) {
              canvas.globalAlpha = 1;
              canvas.fillStyle = back;
              canvas.fillRect(0, 0, 1, 1);
              canvas.globalAlpha = opacity;
              canvas.fillStyle = colour;
              canvas.fillRect(0, 0, 1, 1);
              const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) =>
                part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            }
            function ratio(colour, opacity = 1) {
              const [dark, light] = [luminance(colour, opacity), luminance(back, 1)].sort((a, b) => a - b);
              return (light + 0.05) / (dark + 0.05);
            }
            const drawn = [];
            for (const path of document.querySelectorAll('path.bar, .striped rect')) {
              const { fill, opacity } = getComputedStyle(path);
              if (!fill.startsWith('url')) drawn.push([path.getAttribute('class') ?? path.parentElement.id, ratio(fill, Number(opacity))]);
            }
            for (const path of document.querySelectorAll('path.p50, path.p99')) {
              const { stroke, opacity } = getComputedStyle(path);
              drawn.push([path.getAttribute('class'), ratio(stroke, Number(opacity))]);
            }
            const mark = document.querySelector('td .outcome.issued');
            drawn.push(['mark of issued', ratio(getComputedStyle(mark, '::before').backgroundColor)]);
            return drawn.length < 11 ? ['only ' + drawn.length] : drawn.filter(([, one]) => one < 3).map(String);
            """;

    private static Browser browser;
    private static ExampleConsole console;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start("en-GB");
        console = new ExampleConsole();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            console.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void findsNothingSeriousOnTheFlow(String theme) throws IOException {
        check(theme, "", ".requests tbody tr");
        eventually(() -> assertThat(browser.all("path.bar")).hasSize(8));

        assertThat(String.valueOf(browser.script(FAINT))).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void findsNothingSeriousOnATimeline(String theme) throws IOException {
        open(theme, 1_440, "");
        eventually(() -> browser.find(".requests tbody tr:nth-child(10)").click());
        eventually(() -> assertThat(browser.all(".lanes li")).hasSize(3));
        take("console-" + theme);

        assertThat(browser.seriousFindings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void findsNothingSeriousOnANarrowScreen(String theme) throws IOException {
        open(theme, 360, "");
        eventually(() -> assertThat(browser.all(".requests tbody tr")).isNotEmpty());
        take("console-narrow-" + theme);
        browser.find(".requests tbody tr:nth-child(10)").click();
        eventually(() -> assertThat(browser.all(".lanes li")).hasSize(3));

        assertThat(browser.seriousFindings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void findsNothingSeriousOnTheBoard(String theme) throws IOException {
        check(theme, "?view=services", ".services tbody tr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void findsNothingSeriousOnDeadLetters(String theme) throws IOException {
        check(theme, "?view=dead-letters", ".letters tbody tr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void findsNothingSeriousInTheHelp(String theme) throws IOException {
        open(theme, 1_440, "");
        eventually(() -> assertThat(browser.all(".requests tbody tr")).isNotEmpty());
        browser.type("?");
        eventually(() -> assertThat(browser.find("dialog").isDisplayed()).isTrue());

        assertThat(browser.seriousFindings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void findsNothingSeriousWhereNothingIsFound(String theme) throws IOException {
        check(theme, "?reason=unheard-of", ".foot .state");
    }

    private static void check(String theme, String query, String there) throws IOException {
        open(theme, 1_440, query);
        eventually(() -> assertThat(browser.find(there).isDisplayed()).isTrue());

        assertThat(browser.seriousFindings()).isEmpty();
    }

    private static void open(String theme, int width, String query) {
        browser.size(width, 860);
        browser.theme(theme);
        browser.open(console.address(query));
    }

    private static void take(String name) throws IOException {
        Files.write(PICTURES.resolve(name + ".png"), browser.picture());
    }
}
