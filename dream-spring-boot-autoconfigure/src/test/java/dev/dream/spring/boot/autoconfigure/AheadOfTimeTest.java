package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.Call;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.keyed.Keyed;
import dev.dream.keyed.KeyedSpec;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

/** A context that was processed ahead of time has all that the other has. */
class AheadOfTimeTest {

  record Ask() implements Call<Hidden, String> {}

  /** A server that no other package can name. */
  static final class Hidden implements GenServer<String, Ask, Cast<Hidden>> {

    @Override
    public InitResult<String> init() {
      return ok("here");
    }

    @Override
    public CallResult<String> handleCall(Ask request, From from, String state) {
      return reply(request, state, state);
    }
  }

  /** A service that no other package can name. */
  interface Greeter {
    String greet();
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class Application {

    @Bean
    ChildSpec<Hidden> hidden() {
      return ChildSpec.worker("by-id", Hidden::new).named();
    }

    @Bean
    ChildSpec<Greeter> greeter() {
      return ChildSpec.service(Greeter.class, () -> () -> "hello");
    }

    @Bean
    SupervisorSpec tree() {
      return SupervisorSpec.oneForOne(ChildSpec.worker("below", Hidden::new).named());
    }

    @Bean
    KeyedSpec<String, Greeter> greeters() {
      return Keyed.service(Greeter.class, (String key) -> () -> "hello " + key);
    }

    @Bean
    Clients clients(
        ServerRef<Hidden> hidden,
        @Qualifier("by-id") ServerRef<Hidden> byId,
        ServerRef<Supervisor> tree,
        Greeter greeter,
        Keyed<String, Greeter> greeters) {
      return new Clients(hidden, byId, tree, greeter, greeters);
    }
  }

  record Clients(
      ServerRef<Hidden> hidden,
      ServerRef<Hidden> byId,
      ServerRef<Supervisor> tree,
      Greeter greeter,
      Keyed<String, Greeter> greeters) {}

  private static void run(Consumer<GenericApplicationContext> check) {
    TestGenerationContext generated = new TestGenerationContext(AheadOfTimeTest.class);
    GenericApplicationContext source = new GenericApplicationContext();
    new AnnotatedBeanDefinitionReader(source).register(Application.class);
    var initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generated);
    generated.writeGeneratedContent();
    TestCompiler.forSystem()
        .with(generated)
        .compile(
            compiled -> {
              try (var context = new GenericApplicationContext()) {
                initializer(
                        compiled.getInstance(
                            ApplicationContextInitializer.class, initializer.reflectionName()))
                    .initialize(context);
                context.refresh();
                check.accept(context);
              }
            });
  }

  @SuppressWarnings("unchecked") // it is of the generated class
  private static ApplicationContextInitializer<GenericApplicationContext> initializer(
      ApplicationContextInitializer<?> generated) {
    return (ApplicationContextInitializer<GenericApplicationContext>) generated;
  }

  @Test
  @CompileWithForkedClassLoader // what is generated is to see what only its package sees
  void clientsOfAllKindsAreInjected() {
    run(
        context -> {
          Clients clients = context.getBean(Clients.class);
          assertThat(clients.hidden().call(new Ask())).isEqualTo("here");
          assertThat(clients.byId().call(new Ask())).isEqualTo("here");
          assertThat(clients.greeter().greet()).isEqualTo("hello");
          assertThat(clients.greeters().get("you").greet()).isEqualTo("hello you");
          assertThat(Supervisor.whichChildren(clients.tree())).hasSize(1);
        });
  }
}
