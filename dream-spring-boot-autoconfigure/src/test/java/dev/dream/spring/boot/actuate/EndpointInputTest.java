package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.registry.UniqueRegistry;
import dev.dream.spring.boot.Counter;
import dev.dream.spring.boot.actuate.EndpointOperation.Request;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.EntityExchangeResult;

/** Bad input to any operation of any endpoint is refused in a few words. */
@Import(HotelTree.class)
class EndpointInputTest extends EndpointsOverHttp {

  private static final int LONGEST_ANSWER = 1_000;
  private static final int SHOWN = 100;

  @Autowired private WebEndpointsSupplier endpoints;
  @Autowired private ServerRef<DynamicSupervisor> guests;
  @Autowired private UniqueRegistry<Object, Object> guestbook;

  private static List<EndpointOperation> operations() {
    return EndpointOperation.ALL;
  }

  @BeforeEach
  void thereIsACrashAndADeadLetter() {
    if (dream.deadLetters().counts().values().stream().allMatch(count -> count == 0)) {
      dream.<Counter>ref("nobody").cast(new Counter.Crash());
    }
    if (dream.crashes().latest().isEmpty()) {
      dream.exit(dream.spawn(() -> Processes.receive()), ExitReason.KILL);
    }
  }

  @BeforeEach
  void adaIsThere() {
    if (guestbook.whereis("Ada").isEmpty()) {
      DynamicSupervisor.startChild(
          guests, ChildSpec.worker("guest", Counter::new).name(guestbook.via("Ada")));
    }
  }

  @AfterEach
  void everybodyLeaves() {
    Awaitility.await()
        .until(
            () -> {
              DynamicSupervisor.whichChildren(guests)
                  .forEach(child -> DynamicSupervisor.terminateChild(guests, child.pid()));
              return guestbook.whereis("Ada").isEmpty();
            });
  }

  @Test
  void eachOperationIsInTheTable() {
    assertThat(EndpointOperation.of(endpoints))
        .as("operations; one that is new has to be added to EndpointOperation.ALL")
        .containsExactlyInAnyOrderElementsOf(
            EndpointOperation.ALL.stream().map(EndpointOperation::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void goodInputIsTaken(EndpointOperation operation) {
    Awaitility.await().until(() -> guestbook.whereis("Ada").isPresent());
    assertThat(send(operation.good()).getStatus().value()).isEqualTo(200);
    Awaitility.await().until(() -> dream.whereis("counter").isPresent());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void badInputIsRefused(EndpointOperation operation) {
    List<String> wrong = new ArrayList<>();
    for (Request request : operation.bad()) {
      EntityExchangeResult<String> answer = send(request);
      String body = String.valueOf(answer.getResponseBody());
      boolean isRefused = List.of(400, 404).contains(answer.getStatus().value());
      if (!isRefused || body.length() > LONGEST_ANSWER || body.contains("Exception")) {
        wrong.add(
            "%s: %s %s".formatted(shown(request.toString()), answer.getStatus(), shown(body)));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "5",
        "{\"child\":\"first\"}",
        "{\"action\":\"restart\"}",
        "{\"child\":null,\"action\":null}",
        "{\"child\":{\"a\":1},\"action\":\"restart\"}",
        "{\"child\":[\"first\"],\"action\":\"restart\"}",
        "{\"child\":\"first\",\"action\":5}",
        "{\"child\":\"first\",\"action\":{\"@class\":\"java.lang.Thread\"}}",
        "{\"@class\":\"java.lang.Thread\",\"child\":\"x\",\"action\":\"restart\"}",
      })
  void aBadBodyIsRefused(String body) {
    EntityExchangeResult<String> answer = send("POST", "/dreamsupervisors/rooms", body);
    assertThat(answer.getStatus().value()).isIn(400, 404);
    assertThat(answer.getResponseBody())
        .satisfiesAnyOf(
            text -> assertThat(text).isNull(),
            text -> assertThat(text).hasSizeLessThan(LONGEST_ANSWER));
  }

  @Test
  void deepNestingInABodyIsRefused() {
    String deep = "{\"child\":".repeat(100_000);
    assertThat(send("POST", "/dreamsupervisors/rooms", deep).getStatus().value()).isEqualTo(400);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
