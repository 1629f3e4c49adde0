package dev.dream.statem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.UserCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler is to accept of users of typed state machines, and what to refuse. */
class MachineCompileTest {

  private static final String RIGHT =
      "case Called(Size size, From from) -> keepStateAndData(reply(from, size, data));";

  @TempDir Path output;

  @Test
  void aMachineAndItsUseCompile() {
    assertThat(errorsOfUse("int entered = door.call(new Enter()); door.cast(new Button(5));"))
        .isEmpty();
    assertThat(errorsOfMachine(RIGHT, "keepStateAndData()", "")).isEmpty();
  }

  @Test
  void anAnswerOfTheWrongTypeDoesNotCompile() {
    assertThat(errorsOfMachine(RIGHT.replace("data))", "\"one\"))"), "keepStateAndData()", ""))
        .isNotEmpty();
  }

  @Test
  void aForeignRequestDoesNotCompile() {
    assertThat(errorsOfUse("door.call(new Foreign());")).isNotEmpty();
  }

  @Test
  void aForeignEventDoesNotCompile() {
    assertThat(errorsOfUse("door.cast(new ForeignEvent());")).isNotEmpty();
  }

  @Test
  void aForeignEventCannotBeInserted() {
    assertThat(
            errorsOfMachine(
                RIGHT.replace(
                    "reply(from, size, data)",
                    "nextEvent(new StateEvent.Casted<>(new dev.dream.statem.Door.Button(1)))"),
                "keepStateAndData()",
                ""))
        .isNotEmpty();
  }

  @Test
  void aRequestThatIsNotHandledDoesNotCompile() {
    assertThat(
            errorsOfMachine(
                RIGHT, "keepStateAndData()", "record Forgotten() implements Request<String> {}"))
        .singleElement()
        .asString()
        .contains("does not cover all possible input values");
  }

  @Test
  void anEventCannotBePostponedOnEntering() {
    assertThat(errorsOfMachine(RIGHT, "keepStateAndData(postpone())", "")).isNotEmpty();
  }

  @Test
  void anEventCannotBeInsertedOnEntering() {
    assertThat(
            errorsOfMachine(RIGHT, "keepStateAndData(nextEvent(new StateEvent.Internal<>(1)))", ""))
        .isNotEmpty();
  }

  @Test
  void theStateCannotBeChangedOnEntering() {
    assertThat(errorsOfMachine(RIGHT, "nextState(\"on\", data)", "")).isNotEmpty();
  }

  private List<String> errorsOfUse(String statements) {
    return UserCode.errors(
        """
        import dev.dream.genserver.*;
        import dev.dream.statem.*;
        import dev.dream.statem.Door.*;
        class Use {
          record Foreign() implements Call<String, Integer> {}
          record ForeignEvent() implements Cast<String> {}
          void use(ServerRef<Door> door) { %s }
        }
        """
            .formatted(statements),
        output);
  }

  private List<String> errorsOfMachine(String cases, String entered, String moreRequests) {
    return UserCode.errors(
        """
        import dev.dream.genserver.*;
        import dev.dream.statem.*;
        import dev.dream.statem.StateEvent.*;
        class Use implements GenStateMachine<String, Integer, Use.Request<?>, Use.Told> {
          sealed interface Request<R> extends Call<Use, R> {}
          record Size() implements Request<Integer> {}
          record Told() implements Cast<Use> {}
          %s
          public StateInit<String, Integer> init() { return ok("off", 0); }
          public EventResult<String, Integer> handleEvent(
              StateEvent<Request<?>, Told> event, String state, Integer data) {
            return switch (event) {
              %s
              case Casted(Told()) -> nextState("on", data, postpone());
              case StateTimeout(_), EventTimeout(_), NamedTimeout(_, _), Info(_), Internal(_) ->
                  keepStateAndData();
            };
          }
          public EnterResult<String, Integer> enter(String old, String state, Integer data) {
            return %s;
          }
        }
        """
            .formatted(moreRequests, cases, entered),
        output);
  }
}
