package dev.dream.spring.boot.actuate;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A real browser: Chromium, as a distribution installs it together with its driver. Tests that need
 * one are skipped where there is none.
 */
final class Browser implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one; the calling test is skipped if none is installed. */
  static Browser start() {
    Optional<Path> browser = installed("chromium", "google-chrome");
    Optional<Path> driver = installed("chromedriver");
    Assumptions.assumeTrue(
        browser.isPresent() && driver.isPresent(),
        "no browser: the page is tested where chromium and chromedriver are on the PATH"
            + " (Debian: apt-get install chromium chromium-driver)");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow().toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en");
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    Browser started = new Browser(new ChromeDriver(service, options));
    started.resize(1280, 800);
    return started;
  }

  private static Optional<Path> installed(String... names) {
    for (String name : names) {
      for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
        Path file = Path.of(directory, name);
        if (Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** Makes the page's window so many pixels large; headless windows have no such small ones. */
  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Lets the page believe that its user prefers light or dark colors. */
  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void open(String url) {
    driver.get(url);
  }

  /** Goes to another place of the page. */
  void go(String hash) {
    run("location.hash = arguments[0]", hash);
  }

  String url() {
    return String.valueOf(driver.getCurrentUrl());
  }

  /** Runs JavaScript in the page and returns what it returns. */
  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs JavaScript that tells its last argument what it has to say. */
  @Nullable Object runAsync(String script, Object... arguments) {
    return driver.executeAsyncScript(script, arguments);
  }

  /** Waits for an element and returns it. */
  WebElement find(String css) {
    return await("element " + css, () -> driver.findElement(By.cssSelector(css)));
  }

  /** Waits for an element of a kind that has this text, or has it within, and returns it. */
  WebElement find(String css, String text) {
    return await(
        "element %s with '%s'".formatted(css, text),
        () ->
            driver.findElements(By.cssSelector(css)).stream()
                .filter(element -> element.getText().contains(text))
                .findFirst()
                .orElse(null));
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  void click(String css) {
    retried("click on " + css, () -> find(css).click());
  }

  void click(String css, String text) {
    retried("click on '%s'".formatted(text), () -> find(css, text).click());
  }

  /** Returns the text of an element, once there is one. */
  String text(String css) {
    return String.valueOf(await("text of " + css, () -> find(css).getText()));
  }

  void awaitText(String css, String text) {
    find(css, text);
  }

  void awaitGone(String css) {
    await("no " + css, () -> count(css) == 0 ? true : null);
  }

  /** Waits until JavaScript returns true. */
  void awaitTrue(String script) {
    await(script, () -> Boolean.TRUE.equals(run(script)) ? true : null);
  }

  /** The page changes while it is looked at: what has gone in between is looked for again. */
  private static <T> T await(String what, Supplier<@Nullable T> look) {
    return Awaitility.await(what)
        .ignoreExceptionsMatching(Browser::isPassing)
        .until(look::get, found -> found != null);
  }

  private static void retried(String what, Runnable action) {
    Awaitility.await(what)
        .ignoreExceptionsMatching(Browser::isPassing)
        .until(
            () -> {
              action.run();
              return true;
            });
  }

  private static boolean isPassing(Throwable thrown) {
    return thrown instanceof StaleElementReferenceException
        || thrown instanceof NoSuchElementException
        || thrown instanceof JavascriptException;
  }

  /** Takes a picture of the window, for people to look at. */
  void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns something that the browser measures, after a garbage collection. */
  double metric(String name) {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    driver.executeCdpCommand("Performance.enable", Map.of());
    List<?> metrics =
        (List<?>) driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
    return metrics.stream()
        .map(metric -> (Map<?, ?>) metric)
        .filter(metric -> name.equals(metric.get("name")))
        .mapToDouble(metric -> ((Number) Objects.requireNonNull(metric.get("value"))).doubleValue())
        .findFirst()
        .orElseThrow();
  }

  /** Returns what the page has complained about since it was asked before. */
  List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream().map(Object::toString).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
