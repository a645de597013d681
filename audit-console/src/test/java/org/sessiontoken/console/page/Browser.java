package org.sessiontoken.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of the machine, driven as a person would. Nothing is downloaded. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final ChromeDriver driver;

    private Browser(String chromium, String chromedriver, String language, boolean watched) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--lang=" + language,
                "--accept-lang=" + language);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        logs.enable(LogType.PERFORMANCE, watched ? Level.ALL : Level.OFF);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(chromedriver))
                        .usingAnyFreePort()
                        .withEnvironment(Map.of("TZ", "Europe/Berlin"))
                        .build(),
                options);
        size(1_440, 900);
    }

    /** A browser of a reader of this language; the tests are skipped aloud where none is installed. */
    static Browser start(String language) {
        return start(language, false);
    }

    /** The same, whose {@link #traffic()} is kept. */
    static Browser startWatched(String language) {
        return start(language, true);
    }

    private static Browser start(String language, boolean watched) {
        Optional<String> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<String> chromedriver = onPath("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            skip("SKIPPED: no chromium and chromedriver is installed, so the page was not tried in a browser");
        }
        return new Browser(chromium.orElseThrow(), chromedriver.orElseThrow(), language, watched);
    }

    private static void skip(String why) {
        System.out.println(why);
        Assumptions.abort(why);
    }

    private static Optional<String> onPath(String... names) {
        List<String> folders =
                List.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void theme(String theme) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    void open(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    void back() {
        driver.navigate().back();
    }

    String source() {
        return driver.getPageSource();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement button(String name) {
        return driver.findElement(By.xpath("//*[self::button or self::summary or self::a][normalize-space()='" + name
                + "' or @aria-label='" + name + "']"));
    }

    /** What a person reads there, in one line. */
    String text(String selector) {
        return find(selector).getText().replaceAll("\\s+", " ");
    }

    /** Types where the focus is. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    Actions actions() {
        return new Actions(driver);
    }

    /** Pastes where the focus is. */
    void paste(String text) {
        script(
                "const data = new DataTransfer(); data.setData('text', arguments[0]); document.activeElement.dispatchEvent("
                        + "new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))",
                text);
    }

    @Nullable
    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    @Nullable
    Object promise(String expression, Object... arguments) {
        return driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; Promise.resolve(" + expression
                        + ").then(done, (e) => done(String(e)))",
                arguments);
    }

    /** Waits until it holds; an element that was drawn anew in the meantime is looked for again. */
    static void eventually(ThrowingRunnable assertion) {
        // It is asked hundreds of times, and as a rule it holds at once.
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .untilAsserted(assertion);
    }

    /** What the browser itself complains of: scripts that fail, and what the policy forbids. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    /** Everything that went over the network since this was asked last: each message of the browser about it, as JSON. */
    List<String> traffic() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network."))
                .toList();
    }

    /** Whoever was signed in is not any more, as far as the browser knows. */
    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    /** Has files that are downloaded put into a folder. */
    void downloadInto(Path folder) {
        command("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    /** What axe finds serious or critical, each with the elements that it concerns. */
    String seriousFindings() throws IOException {
        try (InputStream axe = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            driver.executeScript(new String(axe.readAllBytes(), UTF_8));
        }
        return String.valueOf(promise("axe.run().then((found) => found.violations"
                + ".filter((one) => ['serious', 'critical'].includes(one.impact))"
                + ".map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(', ')).join('; '))"));
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
