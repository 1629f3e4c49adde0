package dev.dream.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of an application's processes and of nothing else: the context has the engine, the
 * application class, and of what that scans the {@code @Configuration} classes with beans that
 * specify children, such as {@code ChildSpec} and {@code SupervisorSpec}. There is no web server
 * and no database; what children need of other beans is given by {@code @MockitoBean} or
 * {@code @Import}. Each test is a process of the context's engine, as with {@link
 * dev.dream.test.ProcessTest}, and finds its children freshly started.
 *
 * <p>A test runs on a thread of its process: what Spring binds to the thread of a test, like its
 * transaction, is not there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(DreamTestContextBootstrapper.class)
@ExtendWith({SpringExtension.class, SpringDreamExtension.class})
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(DreamTypeExcludeFilter.class)
@AutoConfigureDream
@ImportAutoConfiguration
public @interface DreamTest {

  /** Returns which of the configurations with children there are: all if none is named. */
  @AliasFor("configurations")
  Class<?>[] value() default {};

  /** Returns which of the configurations with children there are: all if none is named. */
  @AliasFor("value")
  Class<?>[] configurations() default {};

  /**
   * Returns whether the processes of the context are stopped and started again before a test if
   * another test has run with them. If not, what one test has done the next one finds.
   */
  boolean restartBetweenTests() default true;

  /**
   * Returns whether the engine's time stands still until a test moves it. A parameter of type
   * {@link dev.dream.process.VirtualTime} is what does so.
   */
  @PropertyMapping(value = "dream.test.virtual-time", skip = PropertyMapping.Skip.ON_DEFAULT_VALUE)
  boolean virtualTime() default false;

  /** Returns properties to add to the {@link Environment}, as {@code key=value}. */
  String[] properties() default {};

  /** Returns whether filters apply besides those of {@link #includeFilters}. */
  boolean useDefaultFilters() default true;

  /** Returns what else is scanned. */
  Filter[] includeFilters() default {};

  /** Returns what is not scanned. */
  Filter[] excludeFilters() default {};

  /** Returns auto-configurations to leave out. */
  @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
  Class<?>[] excludeAutoConfiguration() default {};
}
