package dev.dream.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says that each test of a JUnit class is a process of an engine of its own, so that it can
 * receive, link and monitor; see {@link DreamExtension}.
 *
 * {@snippet class="dev.dream.test.ProcessTestExampleTest" region="example"}
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DreamExtension.class)
public @interface ProcessTest {}
