package dev.dream.spring.boot.test;

import dev.dream.Dream;
import dev.dream.spring.boot.autoconfigure.DreamLifecycle;
import dev.dream.test.DreamExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Runs each test as a process of the engine of its Spring context, which goes on after it. {@link
 * DreamTest} has it; beside {@code @SpringBootTest} use it by {@code @ExtendWith}, and the
 * application's processes are not restarted between tests. Tests of one context must not run at the
 * same time.
 */
public final class SpringDreamExtension extends DreamExtension {

  private static final String USED = SpringDreamExtension.class.getName() + ".used";

  /** Creates it. */
  public SpringDreamExtension() {}

  @Override
  protected Dream engine(ExtensionContext test) {
    var context = (ConfigurableApplicationContext) SpringExtension.getApplicationContext(test);
    DreamTest slice =
        TestContextAnnotationUtils.findMergedAnnotation(
            test.getRequiredTestClass(), DreamTest.class);
    if (wasUsed(context.getBeanFactory()) && slice != null && slice.restartBetweenTests()) {
      DreamLifecycle processes = context.getBean(DreamLifecycle.class);
      processes.stop();
      processes.start();
    }
    return context.getBean(Dream.class);
  }

  /** Leaves the engine to its context. */
  @Override
  protected void release(Dream dream) {}

  /** What Spring injects is left to it. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return super.supportsParameter(parameter, test)
        && !AnnotatedElementUtils.hasAnnotation(parameter.getParameter(), Autowired.class);
  }

  /** Returns whether a test has run in the context before; from now on one has. */
  private static boolean wasUsed(ConfigurableListableBeanFactory beans) {
    if (beans.containsSingleton(USED)) {
      return true;
    }
    beans.registerSingleton(USED, true);
    return false;
  }
}
