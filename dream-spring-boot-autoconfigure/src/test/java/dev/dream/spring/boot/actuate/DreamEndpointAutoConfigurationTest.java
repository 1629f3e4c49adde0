package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DreamEndpointAutoConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(SmallTree.class)
          .withConfiguration(
              AutoConfigurations.of(
                  DreamAutoConfiguration.class, DreamEndpointAutoConfiguration.class));

  @Test
  void exposesNothingByDefault() {
    runner.run(
        context ->
            assertThat(context)
                .doesNotHaveBean(DreamProcessesEndpoint.class)
                .doesNotHaveBean(DreamSupervisorsEndpoint.class));
  }

  @Test
  void exposesWhatIsIncluded() {
    runner
        .withPropertyValues("management.endpoints.web.exposure.include=dreamprocesses")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(DreamProcessesEndpoint.class)
                    .doesNotHaveBean(DreamSupervisorsEndpoint.class));
  }

  @Test
  void isNotThereWithoutTheActuator() {
    runner
        .withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dreamInfoContributor"));
  }

  @Test
  void isNotThereWithoutAnEngine() {
    runner
        .withPropertyValues("dream.enabled=false", "management.endpoints.web.exposure.include=*")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(DreamProcessesEndpoint.class)
                    .doesNotHaveBean(DreamInfoContributor.class));
  }

  /** A server whose init waits. */
  static final class Slow implements GenServer<Integer, Call<Slow, Integer>, Cast<Slow>> {

    private final CountDownLatch begun;
    private final CountDownLatch go;

    Slow(CountDownLatch begun, CountDownLatch go) {
      this.begun = begun;
      this.go = go;
    }

    @Override
    public InitResult<Integer> init() throws InterruptedException {
      begun.countDown();
      go.await();
      return ok(0);
    }
  }

  @Test
  void aBusySupervisorIsShownAndIsNotWaitedForLong() throws InterruptedException {
    try (Dream dream = Dream.create()) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      ServerRef<Supervisor> busy =
          dream.startSupervisor(SupervisorSpec.oneForOne(), StartOptions.named("busy"));
      ChildSpec<Slow> slow = ChildSpec.worker("slow", () -> new Slow(begun, go));
      Thread starter = Thread.ofVirtual().start(() -> Supervisor.startChild(busy, slow));
      begun.await();

      DreamSupervisorsEndpoint endpoint =
          new DreamSupervisorsEndpoint(
              dream, Values.hidden(), new Audit(_ -> {}), Duration.ofMillis(20));
      assertThat(endpoint.supervisor("busy", null).getStatus()).isEqualTo(200);
      WebEndpointResponse<OperationResponseBody> answer =
          endpoint.change(SecurityContext.NONE, "busy", "slow", "restart");
      assertThat(answer.getStatus()).isEqualTo(503);
      assertThat(answer.getBody())
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> assertThat(problem.message()).contains("did not answer within 20 ms"));

      go.countDown();
      starter.join();
    }
  }
}
