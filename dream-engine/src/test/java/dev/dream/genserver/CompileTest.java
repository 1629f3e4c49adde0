package dev.dream.genserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.UserCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler is to accept of users of typed servers, and what to refuse. */
class CompileTest {

  @TempDir Path output;

  @Test
  void aServerAndItsUseCompile() {
    assertThat(errorsOfUse("int five = counter.call(new Add(5)); counter.cast(new Reset());"))
        .isEmpty();
    assertThat(errorsOfServer("case Size size -> reply(size, 1, state);", "")).isEmpty();
  }

  @Test
  void anAnswerOfTheWrongTypeDoesNotCompile() {
    assertThat(errorsOfServer("case Size size -> reply(size, \"one\", state);", ""))
        .singleElement()
        .asString()
        .contains("String");
  }

  @Test
  void anAnswerOfTheWrongTypeThroughFromDoesNotCompile() {
    assertThat(
            errorsOfServer(
                "case Size size -> { from.reply(size, \"one\"); yield noReply(state); }", ""))
        .singleElement()
        .asString()
        .contains("String");
  }

  @Test
  void aForeignRequestDoesNotCompile() {
    assertThat(errorsOfUse("counter.call(new Foreign());")).isNotEmpty();
  }

  @Test
  void aForeignEventDoesNotCompile() {
    assertThat(errorsOfUse("counter.cast(new ForeignEvent());")).isNotEmpty();
  }

  @Test
  void anEventIsNoRequest() {
    assertThat(errorsOfUse("counter.call(new Reset());")).isNotEmpty();
  }

  @Test
  void anAnswerTakenForAnotherTypeDoesNotCompile() {
    assertThat(errorsOfUse("String five = counter.call(new Add(5));"))
        .singleElement()
        .asString()
        .contains("String");
  }

  @Test
  void aRequestThatIsNotHandledDoesNotCompile() {
    assertThat(
            errorsOfServer(
                "case Size size -> reply(size, 1, state);",
                "record Forgotten() implements Request<String> {}"))
        .singleElement()
        .asString()
        .contains("does not cover all possible input values");
  }

  private List<String> errorsOfUse(String statements) {
    return errors(
        """
        import dev.dream.Counter;
        import dev.dream.Counter.*;
        import dev.dream.genserver.*;
        class Use {
          record Foreign() implements Call<String, Integer> {}
          record ForeignEvent() implements Cast<String> {}
          void use(ServerRef<Counter> counter) { %s }
        }
        """
            .formatted(statements));
  }

  private List<String> errorsOfServer(String cases, String moreRequests) {
    return errors(
        """
        import dev.dream.genserver.*;
        class Use implements GenServer<Integer, Use.Request<?>, Cast<Use>> {
          sealed interface Request<R> extends Call<Use, R> {}
          record Size() implements Request<Integer> {}
          %s
          public InitResult<Integer> init() { return ok(0); }
          public CallResult<Integer> handleCall(Request<?> request, From from, Integer state) {
            return switch (request) { %s };
          }
        }
        """
            .formatted(moreRequests, cases));
  }

  private List<String> errors(String source) {
    return UserCode.errors(source, output);
  }
}
