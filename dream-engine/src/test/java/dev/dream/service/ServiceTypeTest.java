package dev.dream.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dream.TestDream;
import dev.dream.genserver.ServerRef;
import dev.dream.service.ServiceTest.CounterService;
import dev.dream.supervisor.ChildSpec;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which interfaces can be a service's, and what each says to its clients. */
@Timeout(60)
class ServiceTypeTest {

  @RegisterExtension final TestDream test = new TestDream();

  interface Base<T> extends Function<T, T> {
    default T twice(T value) {
      return apply(apply(value));
    }
  }

  interface Derived extends Base<String> {
    static int ignored() {
      return 0;
    }

    @Override
    String apply(String value);
  }

  @Test
  void mayInheritMethodsAndDefaults() {
    ServerRef<?> server =
        test.get().start(Service.server(Derived.class, () -> value -> value + "!"));
    Derived client = Service.client(Derived.class, server);
    assertThat(client.apply("a")).isEqualTo("a!");
    assertThat(client.twice("a")).isEqualTo("a!!");
    assertThat(client.andThen(String::length).apply("abc")).isEqualTo(4);
    Base<String> base = client;
    assertThat(base.apply("b")).isEqualTo("b!"); // the bridge
    assertThat(Derived.ignored()).isZero();
  }

  interface CastWithTimeout {
    @CallTimeout(1)
    void tell();
  }

  interface AwaitedValue {
    @Awaited
    int value();
  }

  interface NegativeTimeout {
    @CallTimeout(-1)
    int value();
  }

  interface StrangeFuture {
    FutureTask<Integer> value();
  }

  sealed interface Closed permits OnlyOne {}

  record OnlyOne() implements Closed {}

  @Test
  void isRefusedIfItsMethodsCannotBeSent() {
    refused(CounterService.class, "CounterService is none");
    refused(Awaited.class, "Awaited is none");
    refused(Closed.class, "sealed");
    refused(CastWithTimeout.class, "CastWithTimeout.tell has a @CallTimeout, but nobody waits");
    refused(AwaitedValue.class, "AwaitedValue.value is @Awaited");
    refused(NegativeTimeout.class, "NegativeTimeout.value has a negative @CallTimeout: -1");
    refused(StrangeFuture.class, "StrangeFuture.value returns a FutureTask");
  }

  private <T> void refused(Class<T> type, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ChildSpec.service(
                    "id",
                    type,
                    () -> {
                      throw new IllegalStateException();
                    }))
        .withMessageContaining(why);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> test.get().service(type, "id"))
        .withMessageContaining(why);
  }

  @CallTimeout(1)
  interface Impatient {
    int slow();

    @CallTimeout(value = 1, unit = TimeUnit.MINUTES)
    int patient();

    void tell();
  }

  @Test
  void maySayHowLongClientsWait() throws Exception {
    Class<?> type = Impatient.class;
    Operations operations = Operations.of(type);
    assertThat(operations.of(type.getMethod("slow")).timeout()).hasMillis(1);
    assertThat(operations.of(type.getMethod("patient")).timeout()).hasMinutes(1);
    assertThat(operations.of(type.getMethod("tell")).timeout()).isNull();
  }
}
