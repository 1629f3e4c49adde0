package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dream.Dream;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** All endpoints that a tool finds as MBeans, with all that can be asked of them. */
@SpringBootTest(
    classes = EndpointApplication.class,
    properties = {
      "spring.application.name=shop",
      "spring.jmx.enabled=true",
      "spring.jmx.unique-names=true",
      "spring.jmx.default-domain=dream.test",
      "dream.root.max-restarts=100",
      "management.endpoints.jmx.exposure.include=*",
      "management.endpoints.jmx.domain=dream.test",
      "management.endpoint.dreamdeadletters.access=unrestricted",
      "management.endpoint.dreamprocesses.access=unrestricted",
      "management.endpoint.dreamprocesses.show-values=always",
      "management.endpoint.dreamsupervisors.access=unrestricted",
      "management.endpoint.dreamtrace.access=unrestricted",
    })
class EndpointsOverJmxTest {

  @Autowired private MBeanServer server;
  @Autowired private Dream dream;

  private static final Map<String, List<String>> OPERATIONS =
      Map.of(
          "Dream", List.of("overview"),
          "Dreamapplications", List.of("applications"),
          "Dreamcrashes", List.of("crash", "crashes"),
          "Dreamdeadletters", List.of("deadLetter", "deadLetters", "sendAgain"),
          "Dreamevents", List.of("events"),
          "Dreamnames", List.of("names"),
          "Dreamprocesses",
              List.of("change", "exit", "exitByKey", "process", "processByKey", "processes"),
          "Dreamsupervisors", List.of("change", "supervisor", "supervisors"),
          "Dreamtrace", List.of("start", "stop", "trace"));

  private ObjectName name(String endpoint) throws JMException {
    return server
        .queryNames(new ObjectName("dream.test:type=Endpoint,name=" + endpoint + ",*"), null)
        .stream()
        .findFirst()
        .orElseThrow();
  }

  /**
   * Asks an operation, with its arguments by name; all others are null. Most answers have a body
   * and a status, which is that of HTTP.
   */
  private Map<?, ?> ask(String endpoint, String operation, Map<String, String> arguments)
      throws JMException {
    MBeanOperationInfo info =
        Arrays.stream(server.getMBeanInfo(name(endpoint)).getOperations())
            .filter(each -> each.getName().equals(operation))
            .findFirst()
            .orElseThrow();
    MBeanParameterInfo[] parameters = info.getSignature();
    Object[] values =
        Arrays.stream(parameters).map(each -> arguments.get(each.getName())).toArray();
    String[] types =
        Arrays.stream(parameters).map(MBeanParameterInfo::getType).toArray(String[]::new);
    Map<?, ?> answer = (Map<?, ?>) server.invoke(name(endpoint), operation, values, types);
    return answer.containsKey("status") && answer.get("body") instanceof Map<?, ?> body
        ? body
        : answer;
  }

  private Pid counter() {
    return dream.whereis("counter").orElseThrow();
  }

  @Test
  void allAreThereWithAllTheirOperations() throws JMException {
    Map<String, List<String>> found = new TreeMap<>();
    for (ObjectName endpoint :
        server.queryNames(new ObjectName("dream.test:type=Endpoint,name=Dream*,*"), null)) {
      found.put(
          endpoint.getKeyProperty("name"),
          Arrays.stream(server.getMBeanInfo(endpoint).getOperations())
              .map(MBeanOperationInfo::getName)
              .sorted()
              .toList());
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(OPERATIONS);
  }

  @Test
  void show() throws JMException {
    assertThat(ask("Dream", "overview", Map.of()).get("node")).isEqualTo("shop");
    assertThat(ask("Dreamapplications", "applications", Map.of()).get("applications")).isNotNull();
    assertThat(ask("Dreamnames", "names", Map.of())).isNotEmpty();
    assertThat((List<?>) ask("Dreamsupervisors", "supervisors", Map.of()).get("supervisors"))
        .isNotEmpty();
    assertThat(ask("Dreamsupervisors", "supervisor", Map.of("supervisor", "rooms")).get("strategy"))
        .isEqualTo("rest_for_one");
    Map<?, ?> list = ask("Dreamprocesses", "processes", Map.of("sort", "busy", "search", "count"));
    assertThat((List<?>) list.get("processes")).isNotEmpty();
    assertThat(ask("Dreamprocesses", "process", Map.of("process", "counter")).get("module"))
        .isEqualTo("Counter");
    Map<String, String> state = Map.of("registry", "counter", "key", "state");
    assertThat(ask("Dreamprocesses", "processByKey", state).get("state"))
        .asString()
        .matches("\\d+");
    Map<String, String> death = Map.of("registry", "counter", "key", "if-it-dies");
    assertThat((List<?>) ask("Dreamprocesses", "processByKey", death).get("restarts")).hasSize(1);
  }

  @Test
  void tellOfCrashesAndEvents() throws JMException {
    Pid before = counter();
    dream.exit(before, ExitReason.KILL);
    Awaitility.await()
        .untilAsserted(
            () -> {
              Map<?, ?> events = ask("Dreamevents", "events", Map.of("since", "0"));
              assertThat((List<?>) events.get("events")).hasSizeGreaterThanOrEqualTo(2);
            });
    Map<?, ?> crashes = ask("Dreamcrashes", "crashes", Map.of("limit", "1"));
    assertThat((List<?>) crashes.get("crashes")).hasSize(1);
    assertThat(ask("Dreamcrashes", "crash", Map.of("number", "1")).get("module")).isNotNull();
  }

  @Test
  void change() throws JMException {
    Pid first = dream.whereis("first").orElseThrow();
    Map<String, String> suspend = Map.of("process", "first", "action", "suspend");
    assertThat(ask("Dreamprocesses", "change", suspend).get("action")).isEqualTo("suspend");
    ask("Dreamprocesses", "change", Map.of("process", "first", "action", "resume"));
    Map<String, String> restart =
        Map.of("supervisor", "rooms", "child", "first", "action", "restart");
    assertThat(ask("Dreamsupervisors", "change", restart).get("pid")).isNotNull();
    assertThat(dream.alive(first)).isFalse();
    Pid plain = dream.spawn(Processes::receive);
    ask("Dreamprocesses", "exit", Map.of("process", PidText.of(plain), "reason", "kill"));
    Awaitility.await().until(() -> !dream.alive(plain));
  }

  @Test
  void sendADeadLetterAgain() throws JMException {
    dream.<Counter>ref("nobody").cast(new Counter.Crash());
    Map<?, ?> letters = ask("Dreamdeadletters", "deadLetters", Map.of());
    Map<?, ?> latest = (Map<?, ?>) ((List<?>) letters.get("letters")).getFirst();
    Map<String, String> number = Map.of("number", String.valueOf(latest.get("number")));
    assertThat(ask("Dreamdeadletters", "deadLetter", number).get("to")).isEqualTo("nobody");
    assertThat(ask("Dreamdeadletters", "sendAgain", number).get("outcome")).isEqualTo("nobody");
  }

  @Test
  void trace() throws JMException {
    Map<?, ?> started = ask("Dreamtrace", "start", Map.of("module", "Counter", "seconds", "600"));
    assertThat(started.get("running")).isEqualTo(true);
    assertThat(ask("Dreamtrace", "trace", Map.of()).get("trace")).isNotNull();
    Map<?, ?> stopped = (Map<?, ?>) ask("Dreamtrace", "stop", Map.of()).get("trace");
    assertThat(stopped.get("running")).isEqualTo(false);
  }

  @Test
  void sayWhatIsWrong() throws JMException {
    assertThat(ask("Dreamprocesses", "process", Map.of("process", "nobody")).get("message"))
        .isEqualTo("no process has the name 'nobody'");
    assertThatThrownBy(() -> ask("Dreamprocesses", "process", Map.of()))
        .hasMessageContaining("process");
  }
}
