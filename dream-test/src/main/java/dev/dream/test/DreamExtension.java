package dev.dream.test;

import dev.dream.Dream;
import dev.dream.DreamOptions;
import dev.dream.process.VirtualTime;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test, with what is done before and after each, as one process of an engine of its own.
 * A parameter of type {@link Dream} is that engine, one of type {@link VirtualTime} moves its time.
 * Use it by {@link ProcessTest}, or as a field with {@code @RegisterExtension} if the engine needs
 * options; not both.
 *
 * <p>What the test throws reaches JUnit as it is. If its process is ended, by a link or an exit
 * signal, the test fails with the reason, and what is done after it runs in another process. If the
 * thread that waits for it is interrupted, as by {@code @Timeout}, the process is killed. After the
 * test come: the end of what it has {@linkplain Supervised started supervised}, of its process, of
 * all that this has started, and of the engine. What is done before and after all tests runs on
 * JUnit's thread, as do constructors. Elixir: {@code ExUnit.Case}.
 */
public class DreamExtension
    implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {

  private static final Namespace STORE = Namespace.create(DreamExtension.class);

  private final UnaryOperator<DreamOptions> options;

  /** Creates it for engines with the usual options. */
  public DreamExtension() {
    this(UnaryOperator.identity());
  }

  /** Creates it for engines with other options. */
  public DreamExtension(UnaryOperator<DreamOptions> options) {
    this.options = options;
  }

  /** Returns the engine for a test, which {@link #release} gets when the test is over. */
  protected Dream engine(ExtensionContext context) {
    return Dream.create(options.apply(DreamOptions.DEFAULT.name("test")));
  }

  /** Takes an engine back. */
  protected void release(Dream dream) {
    dream.close();
  }

  @Override
  public final void beforeEach(ExtensionContext context) {
    TestLimits limits = SettingsOfTest.of(context);
    RunningTest test = new RunningTest(engine(context), limits, context.getDisplayName());
    context.getStore(STORE).put(RunningTest.class, test);
  }

  @Override
  public final void afterEach(ExtensionContext context) {
    RunningTest test = context.getStore(STORE).remove(RunningTest.class, RunningTest.class);
    if (test == null) {
      return;
    }
    try {
      test.finish();
    } finally {
      release(test.dream());
    }
  }

  @Override
  public final void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public final void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public final void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public final void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext dynamic,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public final void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return (type == Dream.class || type == VirtualTime.class) && running(context) != null;
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Dream dream = required(context).dream();
    if (parameter.getParameter().getType() == Dream.class) {
      return dream;
    }
    return dream
        .node()
        .virtualTime()
        .orElseThrow(
            () ->
                new ParameterResolutionException(
                    "the test's engine goes by the system's time; let it have a virtual one:"
                        + " DreamOptions.virtualTime(true), or @DreamTest(virtualTime = true)"));
  }

  private static void run(Invocation<@Nullable Void> invocation, ExtensionContext context)
      throws Throwable {
    required(context).run(invocation::proceed);
  }

  private static RunningTest required(ExtensionContext context) {
    RunningTest test = running(context);
    if (test == null) {
      throw new IllegalStateException("no test runs in " + context.getDisplayName());
    }
    return test;
  }

  private static @Nullable RunningTest running(ExtensionContext context) {
    return context.getStore(STORE).get(RunningTest.class, RunningTest.class);
  }
}
