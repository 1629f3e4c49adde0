package dev.dream.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InspectorTest {

  private final Inspector inspector = new Inspector(Redactor.STANDARD, Shy.class::isInstance);

  private enum Level {
    HIGH;

    @Override
    public String toString() {
      throw new AssertionError("must not be called");
    }
  }

  private record Order(long id, @Nullable String note, List<Object> items) {

    @Override
    public String toString() {
      throw new AssertionError("must not be called");
    }

    @Override
    public long id() {
      throw new AssertionError("must not be called");
    }
  }

  private record Login(String user, String password, Map<String, ?> headers) {}

  private static class Loud {
    @Override
    public String toString() {
      throw new AssertionError("must not be called");
    }
  }

  /** Known to be harmless. */
  private static final class Shy extends Loud {
    @Override
    public String toString() {
      return "shy";
    }
  }

  @Nested
  class Shows {

    private void shown(@Nullable Object object, String as) {
      assertThat(inspector.inspect(object)).isEqualTo(as);
    }

    @Test
    void plainValues() {
      shown(null, "null");
      shown(5, "5");
      shown("text", "text");
      shown(new StringBuilder("built"), "built");
      shown(true, "true");
      shown(Level.HIGH, "HIGH");
      shown(Duration.ofSeconds(1), "PT1S");
      shown(URI.create("http://a:b@c/"), "http://a:******@c/");
      shown(String.class, "java.lang.String");
      shown(BigInteger.ONE.shiftLeft(10_000_000), "BigInteger(…)");
    }

    @Test
    void whatHasComponentsOrElements() {
      shown(new Order(7, null, List.of(1, "b")), "Order[id=7, note=null, items=[1, b]]");
      shown(Optional.of(1), "Optional[1]");
      shown(Optional.empty(), "Optional.empty");
      shown(new int[] {1, 2}, "[1, 2]");
      shown(new Object[] {"a", List.of()}, "[a, []]");
      shown(Map.of("a", 1), "{a=1}");
      shown(Map.entry("a", 1), "a=1");
    }

    @Test
    void onlyTheTypeOfWhatItDoesNotKnow() {
      shown(new Loud(), "Loud(…)");
      shown(List.of(new Loud(), new Shy()), "[Loud(…), shy]");
      shown(new Vector<>(List.of(1)), "Vector(…)");
      shown(Collections.synchronizedMap(new HashMap<>()), "SynchronizedMap(…)");
      shown(endless(), "Endless(…)");
    }

    @Test
    void noBytesAndNoCharacters() {
      shown(new byte[32], "byte[32]");
      shown("hunter2".toCharArray(), "char[7]");
    }

    @Test
    void exceptionsByTypeAndMessage() {
      shown(
          List.of(new IllegalStateException("token=abc")),
          "[java.lang.IllegalStateException: token=******]");
    }

    @Test
    void oneLine() {
      shown("a\nERROR b\u0007", "a\\nERROR b\\u0007");
    }
  }

  private static List<Object> endless() {
    class Endless extends AbstractList<Object> {
      @Override
      public Object get(int index) {
        throw new AssertionError("must not be called");
      }

      @Override
      public int size() {
        throw new AssertionError("must not be called");
      }
    }
    return new Endless();
  }

  @Nested
  class Hides {

    @Test
    void byTheNamesOfComponentsAndKeys() {
      Map<String, Object> headers = new LinkedHashMap<>();
      headers.put("Accept", "all");
      headers.put("X-Api-Key", List.of("hunter2"));
      assertThat(inspector.inspect(new Login("bob", "hunter2", headers)))
          .isEqualTo("Login[user=bob, password=******, headers={Accept=all, X-Api-Key=******}]");
    }

    @Test
    void inTexts() {
      assertThat(inspector.inspect(List.of("password=hunter2"))).isEqualTo("[password=******]");
      assertThat(inspector.inspect("password=hunter2")).isEqualTo("password=******");
    }

    @Test
    void whatIsCutInTwo() {
      String url = "x".repeat(Inspector.TEXT - 15) + " http://bob:hunter2@host/";
      assertThat(inspector.inspect(List.of(url))).doesNotContain("hunt");
    }

    @Test
    void everythingIfTheRedactorFails() {
      Inspector broken =
          new Inspector(
              _ -> {
                throw new IllegalStateException("no");
              },
              _ -> false);
      assertThat(broken.inspect(List.of("secret")))
          .isEqualTo("[(the redactor failed: java.lang.IllegalStateException)]");
    }

    @Test
    void whatTheUsersRedactorHides() {
      Inspector own =
          new Inspector(
              new Redactor() {
                @Override
                public String redact(String text) {
                  return text.replace("bob", "somebody");
                }

                @Override
                public boolean hides(String name) {
                  return name.equals("headers");
                }
              },
              _ -> false);
      assertThat(own.inspect(new Login("bob", "x", Map.of())))
          .isEqualTo("Login[user=somebody, password=x, headers=******]");
    }
  }

  @Nested
  class IsBounded {

    @Test
    void inLength() {
      assertThat(inspector.inspect("x".repeat(10_000_000)))
          .isEqualTo("x".repeat(Inspector.MESSAGE) + "…");
      List<String> many = Collections.nCopies(1_000_000, "x".repeat(1_000_000));
      assertThat(inspector.inspect(many)).hasSize(Inspector.MOST + 1).endsWith("…");
    }

    @Test
    void inBreadth() {
      assertThat(inspector.inspect(IntStream.range(0, 1_000).boxed().toList()))
          .isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, …]");
      assertThat(inspector.inspect(new int[1_000_000])).endsWith(", 0, …]").hasSizeLessThan(100);
    }

    @Test
    void inDepthAndSoInCycles() {
      List<Object> itself = new ArrayList<>();
      itself.add(itself);
      assertThat(inspector.inspect(itself)).isEqualTo("[[[[[[…]]]]]]");
    }

    @Test
    void inTime() {
      List<Object> wide = List.of();
      for (int i = 0; i < 100; i++) {
        wide = Collections.nCopies(1_000_000, wide);
      }
      assertThat(inspector.inspect(wide)).hasSizeLessThanOrEqualTo(Inspector.MOST + 1);
    }
  }

  @Nested
  class Exceptions {

    @Test
    void areShownWithTheirCausesAndFrames() {
      Exception outer =
          new IllegalStateException("outer", new IllegalArgumentException("token=abc"));
      outer.addSuppressed(new RuntimeException("too"));

      Thrown thrown = inspector.thrown(outer);

      assertThat(thrown.withoutCauses()).isEqualTo("java.lang.IllegalStateException: outer");
      assertThat(thrown.frames().getFirst()).contains("areShownWithTheirCausesAndFrames");
      assertThat(thrown.frames()).hasSizeLessThanOrEqualTo(40);
      assertThat(thrown.cause().message()).isEqualTo("token=******");
      assertThat(thrown.cause().frames())
          .hasSizeLessThanOrEqualTo(1); // the others are those of the outer one
      assertThat(thrown.suppressed()).extracting(Thrown::message).containsExactly("too");
      assertThat(thrown.isWhole()).isFalse();
    }

    @Test
    void areCutWhereTheyAreEndless() {
      Exception first = new IllegalStateException("first");
      Exception second = new IllegalStateException("second", first);
      first.initCause(second);
      first.addSuppressed(second);
      Thrown cycle = inspector.thrown(first);
      assertThat(cycle.cause().message()).isEqualTo("second");
      assertThat(cycle.cause().cause()).isNull();
      assertThat(cycle.isWhole()).isFalse();

      Exception chain = new IllegalStateException("0");
      for (int i = 1; i < 10_000; i++) {
        chain = new IllegalStateException("" + i, chain);
        chain.addSuppressed(new RuntimeException("of " + i));
      }
      Thrown shown = inspector.thrown(chain);
      assertThat(count(shown)).isLessThanOrEqualTo(12);
      assertThat(shown.toString()).hasSizeLessThan(40_000);
    }

    private static int count(@Nullable Thrown thrown) {
      return thrown == null
          ? 0
          : 1
              + count(thrown.cause())
              + thrown.suppressed().stream().mapToInt(Exceptions::count).sum();
    }

    @Test
    void areShownWhateverTheyDo() {
      Thrown thrown =
          inspector.thrown(
              new RuntimeException("x") {
                @Override
                public String getMessage() {
                  throw new IllegalStateException("no");
                }

                @Override
                public Throwable getCause() {
                  throw new IllegalStateException("no");
                }

                @Override
                public StackTraceElement[] getStackTrace() {
                  throw new IllegalStateException("no");
                }
              });
      assertThat(thrown.message())
          .isEqualTo("(its getMessage failed: java.lang.IllegalStateException)");
      assertThat(thrown.frames()).isEmpty();
    }

    @Test
    void areLoggedThemselvesIfTheySayNothingElse() {
      Exception harmless = new IllegalStateException("two\nlines", new RuntimeException("boom"));
      assertThat(loggable(harmless)).isSameAs(harmless);
    }

    @Test
    void areLoggedWithoutSecrets() {
      Exception cause = new IllegalArgumentException("token=abc");
      Throwable logged = loggable(new IllegalStateException("outer", cause));
      assertThat(logged).hasToString("java.lang.IllegalStateException: outer");
      assertThat(logged.getCause()).hasToString("java.lang.IllegalArgumentException: token=******");
      assertThat(logged.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
    }

    @Test
    void areLoggedShortened() {
      assertThat(loggable(new RuntimeException("x".repeat(1_000_000))).getMessage())
          .hasSizeLessThan(1_100);
      assertThat(
              loggable(
                      new RuntimeException("short") {
                        @Override
                        public String toString() {
                          return "x".repeat(1_000_000);
                        }
                      })
                  .toString())
          .endsWith(": short");
    }

    private Throwable loggable(Throwable throwable) {
      return RedactedException.of(throwable, inspector.thrown(throwable));
    }
  }
}
