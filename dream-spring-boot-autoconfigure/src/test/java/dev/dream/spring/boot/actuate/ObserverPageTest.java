package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.genserver.StartResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.ProcessInfo.Status;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Supervisor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.TestPropertySource;

/** The observer page in a real browser. */
class ObserverPageTest extends EndpointsOverHttp {

  private static final int MANY = 10_000;

  private static Browser browser;

  private final List<Pid> crowd = new ArrayList<>();

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.open("about:blank");
    browser.complaints();
    browser.resize(1280, 800);
    browser.prefer("light");
    browser.open(url("/dream"));
    browser.find(".tree [role=row] .title", "counter");
  }

  @AfterEach
  void thePageHasNotComplained() {
    assertThat(browser.complaints()).isEmpty();
  }

  @AfterEach
  void theCrowdLeaves() {
    crowd.forEach(pid -> dream.exit(pid, ExitReason.KILL));
    Awaitility.await().until(() -> crowd.stream().noneMatch(dream::alive));
  }

  private void crowd(int size) {
    for (int i = 0; i < size; i++) {
      crowd.add(dream.spawn(Processes::receive));
    }
  }

  private WebElement row(String title) {
    return browser.find(".tree .space .row", title);
  }

  private void choose(String title) {
    browser.click(".tree .space .row .title", title);
    browser.awaitText("#details h2", title);
  }

  @Test
  void showsTheTrees() {
    assertThat(browser.text("#node")).isEqualTo("shop");
    assertThat(row("shop.supervisor").getText()).contains("one for one", "children");
    assertThat(row("rooms").getText()).contains("rest for one");
    assertThat(row("counter").getDomAttribute("aria-level")).isEqualTo("2");
    assertThat(row("first").getDomAttribute("aria-level")).isEqualTo("3");
    assertThat(browser.text("#summary")).contains("processes", "messages/s", "run queue");
    browser.screenshot("tree-light");
    browser.prefer("dark");
    browser.screenshot("tree-dark");
  }

  @Test
  void foldsASupervisor() {
    browser.click(".row[aria-expanded=true][aria-level='2'] .toggle");
    browser.find(".row[aria-expanded=false][aria-level='2']");
    assertThat(browser.count(".row[aria-level='3']")).isZero();
  }

  @Test
  void showsAProcessBesideTheTree() {
    dream.<Counter>ref("counter").call(new Counter.Add(1));
    choose("counter");

    assertThat(browser.url()).endsWith("#/tree/" + pidOf("counter"));
    browser.awaitText("#details .facts", "Counter");
    assertThat(browser.text("#details .facts")).contains(pidOf("counter"), "waiting", "empty");
    assertThat(browser.count("#details svg.graph .node")).isEqualTo(2);
    browser.click("#details button", "What would happen?");
    browser.awaitText("#details", "shop.supervisor (one for one) starts counter again");
    browser.click("#details button", "Show");
    browser.awaitText("#details", "show-values decides who sees it");
    browser.screenshot("process-light");
    browser.prefer("dark");
    browser.screenshot("process-dark");

    browser.find("body").sendKeys(Keys.ESCAPE);
    browser.awaitTrue("return document.getElementById('details').hidden");
  }

  @Test
  void showsAChildThatCrashes() {
    long restarts = restarts("counter");
    dream.<Counter>ref("counter").cast(new Counter.Crash());

    browser.awaitTrue(
        """
        const row = [...document.querySelectorAll('.tree .space .row')]
            .find(row => row.querySelector('.title')?.textContent === 'counter');
        return row.children[3].textContent === '%d'\
        """
            .formatted(restarts + 1));
    browser.click("nav a", "Crashes");
    browser.awaitText("main details", "counter");
    browser.awaitText(".events li", "crash");
    browser.awaitText(".events li", "restart");
    browser.click("main details summary");
    browser.awaitText("main details", "at dev.dream.spring.boot.Counter.handleCast");
    browser.screenshot("crashes-light");
  }

  private long restarts(String id) {
    return Supervisor.info(dream.node(), dream.whereis("shop.supervisor").orElseThrow())
        .orElseThrow()
        .children()
        .stream()
        .filter(child -> child.id().equals(id))
        .findFirst()
        .orElseThrow()
        .restarts();
  }

  @Test
  void anEventIsThereAsSoonAsItHappens() {
    browser.go("#/crashes");
    browser.awaitText("main", "since the application began");
    browser.run("window.fetch = () => new Promise(() => {})"); // it is pushed, and not asked for
    int before = browser.count(".events li");

    dream.<Counter>ref("counter").cast(new Counter.Crash());

    browser.awaitTrue("return document.querySelectorAll('.events li').length >= " + (before + 2));
  }

  @Test
  void suspendsAndResumes() {
    choose("counter");
    browser.click("#details button", "Suspend");
    browser.click("dialog button", "Suspend");

    Pid counter = dream.whereis("counter").orElseThrow();
    Awaitility.await().until(() -> dream.info(counter).orElseThrow().status() == Status.SUSPENDED);
    browser.click("#details button", "Resume");
    Awaitility.await().until(() -> dream.info(counter).orElseThrow().status() == Status.WAITING);
    browser.find("#details button", "Suspend");
  }

  @Test
  void killsAfterAQuestion() {
    Pid counter = dream.whereis("counter").orElseThrow();
    choose("counter");
    browser.click("#details button", "Kill");
    browser.awaitText("dialog", "shop.supervisor (one for one) starts counter again");
    browser.screenshot("kill-light");
    browser.click("dialog button", "Cancel");
    browser.awaitGone("dialog");
    assertThat(dream.alive(counter)).isTrue();

    browser.click("#details button", "Kill");
    browser.click("dialog button.danger");

    Awaitility.await().until(() -> !dream.alive(counter));
    browser.awaitText("#details", "is not alive");
    assertThat(browser.complaints())
        .allMatch(text -> text.contains("404")); // and so it is not found
  }

  @Test
  void restartsAChild() {
    Pid first = dream.whereis("first").orElseThrow();
    choose("first");
    browser.click("#details button", "Restart");
    browser.click("dialog button.danger");

    Awaitility.await().until(() -> !dream.alive(first) && dream.whereis("first").isPresent());
    Awaitility.await().until(() -> browser.url().endsWith("#/tree/" + pidOf("first")));
    browser.awaitText("#details .facts", pidOf("first"));
  }

  @Test
  void traces() {
    choose("counter");
    browser.click("#details button", "Trace");
    browser.awaitText("main .summary", "ends in");
    Awaitility.await()
        .until(
            () -> {
              dream.<Counter>ref("counter").call(new Counter.Add(1));
              return browser.count("tbody tr") > 0;
            });
    browser.awaitText("tbody tr", "received");
    browser.awaitText("tbody tr", "handled");
    browser.screenshot("trace-light");
    browser.click("main button", "Stop");
    browser.awaitText("main .summary", "has ended");
  }

  @Test
  void sendsADeadLetterAgain() {
    dream.<Counter>ref("nobody").cast(new Counter.Crash());
    browser.go("#/deadletters");
    browser.awaitText("tbody tr", "nobody");
    browser.screenshot("deadletters-light");
    browser.click("tbody tr button");
    browser.click("dialog button.danger");
    browser.awaitGone("dialog");
  }

  @Test
  void offersATraceAtOnce() {
    browser.open("about:blank");
    browser.open(url("/dream#/trace"));
    browser.find("main form button", "Start for a minute");
  }

  @Test
  void showsChildrenOfDynamicSupervisorsThatHaveNoIds() {
    ServerRef<DynamicSupervisor> herd =
        DynamicSupervisor.start(
            dream.node(), DynamicSupervisorSpec.DEFAULT, StartOptions.named("herd"));
    try {
      String first = sheep(herd);
      String second = sheep(herd);
      browser.find(".tree .space .row .title", second);

      choose(first);

      browser.find("#details .facts", "Counter");
      browser.find("#details .buttons button", "Kill");
      assertThat(browser.find("#details .buttons").getText())
          .as("a dynamic supervisor restarts nothing on request")
          .doesNotContain("Restart");
    } finally {
      herd.stop();
    }
  }

  private static String sheep(ServerRef<DynamicSupervisor> herd) {
    return DynamicSupervisor.startChild(herd, ChildSpec.worker(Counter::new))
            instanceof StartResult.Started(Pid pid)
        ? PidText.of(pid)
        : "none";
  }

  @Test
  void aProcessIsShownBesideTheTableAsItIsFiltered() {
    String root = pidOf("shop.supervisor");
    browser.go("#/processes?parent=" + root);
    browser.awaitText(".processes .count", " of ");
    browser.click(".processes .space .row .title", "counter");

    browser.awaitText("#details .facts", "Counter");
    assertThat(browser.url()).endsWith("/" + pidOf("counter") + "?parent=" + root);
    browser.click("#details .close");
    browser.awaitTrue("return document.getElementById('details').hidden");
    assertThat(browser.url()).endsWith("#/processes?parent=" + root);
  }

  @Test
  void whatIsReadInAProcessKeepsTheFocus() {
    choose("counter");
    browser.find("#details .facts a", "shop.supervisor");
    browser.run("document.querySelector('#details .facts a').focus()");
    String age = browser.text("#details .facts");

    browser.awaitTrue(
        "return document.querySelector('#details .facts').innerText !== "
            + "'%s'".formatted(age.replace("\n", "\\n")));

    assertThat(browser.run("return document.activeElement.matches('#details .facts a')"))
        .isEqualTo(true);
  }

  @Test
  void theTreeCanBeReachedByTheKeyboardWhereverItIsScrolledTo() {
    crowd(300);
    browser.go("#/processes");
    browser.awaitText(".processes .count", "processes");
    browser.run("document.querySelector('.rows').scrollTop = 3000");
    browser.awaitTrue(
        "return document.querySelectorAll(\".space .row[tabindex='0']\").length === 1");
    browser.run("document.querySelector('.rows').scrollTop = 0");
    browser.awaitTrue(
        "return document.querySelectorAll(\".space .row[tabindex='0']\").length === 1");
  }

  @Test
  void theContentIsReachedWithoutLeavingTheView() {
    browser.go("#/load");
    browser.awaitTrue("return document.querySelectorAll('figure canvas').length === 4");
    browser.run("document.querySelector('.skip').click()");
    assertThat(browser.url()).endsWith("#/load");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("main");
  }

  @Test
  void whatIsOpenStaysOpenWhenMoreHappens() {
    dream.<Counter>ref("counter").cast(new Counter.Crash());
    browser.go("#/crashes");
    browser.awaitText("main details:first-child strong", "counter");
    browser.click("main details:first-child summary");
    browser.awaitText("main details[open] pre", "at dev.dream");

    dream.<Counter>ref("first").cast(new Counter.Crash());

    browser.awaitText("main details:first-child strong", "first");
    browser.find("main details[open] pre");
    assertThat(browser.count("main details[open]")).isEqualTo(1);
  }

  @Test
  void drawsTheLoad() {
    browser.go("#/load");
    browser.awaitTrue("return document.querySelectorAll('figure canvas').length === 4");
    browser.awaitTrue(
        "return document.querySelector('canvas').getAttribute('aria-label').includes('now')");
    browser.screenshot("load-light");
    browser.prefer("dark");
    browser.screenshot("load-dark");
  }

  @Test
  void showsTenThousandProcesses() {
    crowd(MANY);
    for (int i = 0; i < 7; i++) {
      dream.send(crowd.get(MANY / 2), "letter");
    }
    browser.go("#/processes");
    browser.awaitText(".processes .count", "10,0");
    assertThat(browser.count(".processes .space .row")).isBetween(10, 100);

    browser.click(".head button[data-sort=pid]");
    browser.find(".head [aria-sort=descending] [data-sort=pid]");
    browser.run("document.querySelector('.rows').scrollTop = 1e9");
    browser.awaitText(".processes .space .row", PidText.of(crowd.getLast()));
    assertThat(browser.count(".processes .space .row")).isBetween(10, 100);
    browser.screenshot("ten-thousand-light");
    browser.prefer("dark");
    browser.screenshot("ten-thousand-dark");

    browser.find("#search").sendKeys("counter");
    browser.awaitText(".processes .count", " of 10,0");
    browser.awaitText(".processes .space .row", "counter");
  }

  @Test
  void isUsedByTheKeyboard() {
    browser.run("document.querySelector(\".row[tabindex='0']\").focus()");
    String focused = "return document.activeElement.getAttribute('aria-rowindex')";
    WebElement body = browser.find(".rows");
    assertThat(browser.run(focused)).isEqualTo("2");
    active().sendKeys(Keys.ARROW_DOWN);
    assertThat(browser.run(focused)).isEqualTo("3");
    active().sendKeys(Keys.END);
    active().sendKeys(Keys.HOME);
    assertThat(browser.run(focused)).isEqualTo("2");
    active().sendKeys(Keys.ARROW_LEFT);
    assertThat(body.findElements(By.cssSelector("[aria-expanded=false]"))).isNotEmpty();
    active().sendKeys(Keys.ARROW_RIGHT);
    active().sendKeys(Keys.ARROW_RIGHT);
    active().sendKeys(Keys.ENTER);
    browser.awaitTrue("return !document.getElementById('details').hidden");
  }

  private WebElement active() {
    return (WebElement) Objects.requireNonNull(browser.run("return document.activeElement"));
  }

  @Test
  void showsWhatProcessesCallThemselvesAsText() {
    Pid hostile =
        dream.spawn(
            () -> {
              Processes.label("<img src=x onerror=document.title='broken'>");
              Processes.receive();
            });
    crowd.add(hostile);
    browser.go("#/processes");
    browser.find("#search").sendKeys("onerror");
    browser.awaitText(".processes .space .row", "<img src=x");
    browser.go("#/processes/" + PidText.of(hostile));
    browser.awaitText("#details h2", "<img src=x");
    assertThat(browser.count("#details img, .rows img")).isZero();
    assertThat(browser.run("return document.title")).isEqualTo("shop – DREAM observer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree", "processes", "load", "crashes", "deadletters", "trace"})
  void fitsAPhone(String view) {
    browser.resize(390, 844);
    browser.go("#/" + view);
    browser.find("nav a[aria-current][data-view=" + view + "]");
    assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(390);
    browser.screenshot("phone-" + view);
    browser.go("#/" + view + "/" + pidOf("counter"));
    browser.awaitText("#details .facts", "Counter");
    assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(390);
    browser.screenshot("phone-process");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void hasNoBarriers(String scheme) throws IOException {
    browser.prefer(scheme);
    browser.run(axe());
    for (String view : List.of("tree", "processes", "load", "crashes", "deadletters", "trace")) {
      browser.go("#/" + view + "/" + pidOf("counter"));
      browser.find("nav a[aria-current][data-view=" + view + "]");
      browser.awaitText("#details .facts", "Counter");
      Object violations =
          browser.runAsync(
              """
              const done = arguments[arguments.length - 1];
              axe.run(document, {resultTypes: ['violations']}).then(
                  result => done(result.violations.map(violation =>
                      violation.id + ': ' + violation.help + ' '
                      + violation.nodes.map(node => node.html + ' ' + node.failureSummary)
                          .slice(0, 3).join(' | '))),
                  error => done([String(error)]));\
              """);
      assertThat((List<?>) violations).as("%s, %s", view, scheme).isEmpty();
    }
  }

  private static String axe() throws IOException {
    return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
  }

  @Test
  void saysWhatIsWrongWhenTheApplicationIsAway() {
    browser.run("window.fetch = () => Promise.reject(new TypeError('away'))");
    browser.awaitText("#trouble", "the application cannot be reached");
  }

  /** Where endpoints may only show. */
  @Nested
  @TestPropertySource(
      properties = {
        "management.endpoint.dreamdeadletters.access=read-only",
        "management.endpoint.dreamprocesses.access=read-only",
        "management.endpoint.dreamsupervisors.access=read-only",
        "management.endpoint.dreamtrace.access=read-only",
      })
  class ReadOnly {

    @Test
    void nothingIsOfferedThatWouldBeRefused() {
      browser.open(url("/dream"));
      browser.find(".tree [role=row] .title", "counter");
      choose("counter");
      browser.awaitText("#details .facts", "Counter");
      assertThat(browser.count("#details .buttons button")).isZero();
      browser.go("#/trace");
      browser.awaitText("main", "management.endpoint.dreamtrace.access=unrestricted");
    }
  }
}
