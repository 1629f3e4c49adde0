package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.process.ExitReason;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

class ValuesTest {

  private static final SecurityContext NOBODY = SecurityContext.NONE;
  private static final SecurityContext ADA = new User("Ada", "admin");

  private record User(String name, String role) implements SecurityContext {
    @Override
    public @Nullable Principal getPrincipal() {
      return () -> name;
    }

    @Override
    public boolean isUserInRole(String asked) {
      return asked.equals(role);
    }
  }

  private static Values values(Show show, String... roles) {
    return new Values(show, Set.of(roles), List.of());
  }

  private static Values.View always(SanitizingFunction... functions) {
    return new Values(Show.ALWAYS, Set.of(), List.of(functions)).to(NOBODY);
  }

  @Nested
  class WhoSees {

    @Test
    void nobodyUnlessItIsSaid() {
      assertThat(Values.hidden().to(ADA).isShown()).isFalse();
      assertThat(values(Show.NEVER, "admin").to(ADA).isShown()).isFalse();
    }

    @Test
    void everybody() {
      assertThat(values(Show.ALWAYS).to(NOBODY).isShown()).isTrue();
    }

    @Test
    void whoeverIsAuthorized() {
      assertThat(values(Show.WHEN_AUTHORIZED).to(NOBODY).isShown()).isFalse();
      assertThat(values(Show.WHEN_AUTHORIZED).to(ADA).isShown()).isTrue();
      assertThat(values(Show.WHEN_AUTHORIZED, "root", "admin").to(ADA).isShown()).isTrue();
      assertThat(values(Show.WHEN_AUTHORIZED, "root").to(ADA).isShown()).isFalse();
    }
  }

  @Nested
  class Text {

    @Test
    void isHidden() {
      assertThat(Values.hidden().to(ADA).text("state", "secret")).isEqualTo("******");
      assertThat(Values.hidden().to(ADA).text("state", null)).isNull();
    }

    @Test
    void isNotAskedForWhenHidden() {
      Object state =
          new Object() {
            @Override
            public String toString() {
              throw new AssertionError("nobody sees it");
            }
          };
      assertThat(Values.hidden().to(ADA).text("state", state)).isEqualTo("******");
    }

    @Test
    void isShownAsItIs() {
      assertThat(always().text("state", List.of(1, 2))).isEqualTo("[1, 2]");
    }

    @Test
    void isSanitized() {
      SanitizingFunction cards =
          SanitizingFunction.sanitizeValue().ifValueStringMatches(".*\\d{16}.*");
      SanitizingFunction states = SanitizingFunction.sanitizeValue().ifKeyEquals("state");
      assertThat(always(cards, states).text("reason", "card 1234567812345678")).isEqualTo("******");
      assertThat(always(cards, states).text("state", "idle")).isEqualTo("******");
      assertThat(always(cards, states).text("reason", "idle")).isEqualTo("idle");
    }

    @Test
    void isBounded() {
      assertThat(always().text("state", "x".repeat(20_000))).hasSize(10_001).endsWith("x…");
    }

    @Test
    void isThereEvenIfToStringFails() {
      Object broken =
          new Object() {
            @Override
            public String toString() {
              throw new IllegalStateException("no words");
            }
          };
      assertThat(always().text("state", broken)).contains("toString failed");
    }
  }

  @Nested
  class Reason {

    private final Values.View hidden = Values.hidden().to(ADA);

    @Test
    void showsItsKindWhenHidden() {
      assertThat(hidden.reason("reason", null)).isNull();
      assertThat(hidden.reason("reason", ExitReason.KILLED)).isEqualTo("killed");
      assertThat(hidden.reason("reason", ExitReason.shutdown("a"))).isEqualTo("shutdown: ******");
      assertThat(hidden.reason("reason", ExitReason.error("a"))).isEqualTo("error: ******");
      assertThat(hidden.reason("reason", ExitReason.error(new IllegalStateException("a"))))
          .isEqualTo("java.lang.IllegalStateException: ******");
      assertThat(hidden.reason("reason", ExitReason.error(new IllegalStateException())))
          .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void isShownAsItIs() {
      for (ExitReason reason :
          List.of(
              ExitReason.NORMAL,
              ExitReason.shutdown("a"),
              ExitReason.error("a"),
              ExitReason.error(new IllegalStateException("a")),
              ExitReason.error(new IllegalStateException()))) {
        assertThat(always().reason("reason", reason)).isEqualTo(reason.toString());
      }
    }

    @Test
    void isSanitized() {
      SanitizingFunction reasons = SanitizingFunction.sanitizeValue().ifKeyEquals("reason");
      assertThat(always(reasons).reason("reason", ExitReason.error("a")))
          .isEqualTo("error: ******");
    }
  }
}
