package dev.dream.spring.boot.test;

import static dev.dream.process.Processes.monitor;
import static dev.dream.process.Processes.self;
import static dev.dream.process.Processes.spawn;
import static dev.dream.test.EngineAssertions.expectCrash;
import static dev.dream.test.ProcessAssertions.assertDown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.when;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.process.Ref;
import dev.dream.spring.boot.test.shop.Bank;
import dev.dream.spring.boot.test.shop.Elsewhere;
import dev.dream.spring.boot.test.shop.OtherTree;
import dev.dream.spring.boot.test.shop.Till;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@DreamTest(properties = "dream.call-timeout=30s")
class DreamTestTest {

  private static final List<Pid> LEFT = new ArrayList<>();

  @Autowired private ServerRef<Till> till;
  @Autowired private ApplicationContext context;
  @MockitoBean private Bank bank;

  private Pid process;

  /** Found without being asked for. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Extra {

    @Bean
    StringBuilder extra() {
      return new StringBuilder("extra");
    }
  }

  @BeforeEach
  void beTheProcess() {
    process = self();
    when(bank.pay(anyInt())).thenAnswer(call -> call.getArgument(0));
  }

  @AfterEach
  void stillBeIt() {
    assertThat(self()).isEqualTo(process);
  }

  @Test
  void theTestIsAProcessOfTheEngineOfTheContext(Dream dream, @Autowired Dream injected) {
    assertThat(dream).isSameAs(injected).isSameAs(context.getBean(Dream.class));
    assertThat(dream.alive(self())).isTrue();
    assertThat(Processes.whereis("till")).isEqualTo(till.pid());
  }

  @Test
  void theContextHasConfigurationsWithChildrenAndNothingElseThatIsScanned(Dream dream) {
    assertThat(context.getBeansOfType(OtherTree.class)).hasSize(1);
    assertThat(context.getBeansOfType(Elsewhere.class)).isEmpty();
    assertThat(context.getBeansOfType(Elsewhere.Plain.class)).isEmpty();
    assertThat(context.getBean(StringBuilder.class)).hasToString("extra");
    assertThat(dream.options().name()).isEqualTo("customized");
    assertThat(dream.options().callTimeout()).hasSeconds(30);
  }

  @RepeatedTest(2)
  void eachTestFindsItsChildrenFresh() {
    assertThat(till.call(new Till.Add(5))).isEqualTo(5);
    assertThat(till.call(new Till.Add(2))).isEqualTo(7);
  }

  @Test
  void aMockedClientIsWhatAChildGets() {
    when(bank.pay(5)).thenReturn(-1);
    assertThat(till.call(new Till.Add(5))).isEqualTo(-1);
  }

  @Test
  void aChildThatCrashesIsRestarted() throws Exception {
    Pid before = till.pid().orElseThrow();
    Ref monitor = monitor(before);

    till.cast(new Till.Break());

    assertDown(monitor, ExitReason.error("broken"));
    expectCrash(IllegalStateException.class);
  }

  @RepeatedTest(2)
  void whatATestHasSpawnedIsEndedWithIt(Dream dream) {
    assertThat(LEFT).noneMatch(dream::alive);
    LEFT.add(spawn(Processes::receive));
    LEFT.add(self());
  }
}
