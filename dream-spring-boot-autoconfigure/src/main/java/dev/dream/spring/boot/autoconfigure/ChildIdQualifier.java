package dev.dream.spring.boot.autoconfigure;

import dev.dream.supervisor.ChildSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;

/**
 * The id that a child's specification gives it, as a qualifier. The specification is created when
 * an injection point with a qualifier is looked at; one that is being created just then, because it
 * needs the bean of that very injection point, can only be asked for by its bean's name.
 */
final class ChildIdQualifier extends AutowireCandidateQualifier {

  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(ChildIdQualifier.class);

  private final transient ConfigurableListableBeanFactory beans;
  private final String bean;

  ChildIdQualifier(ConfigurableListableBeanFactory beans, String bean) {
    super(Qualifier.class);
    this.beans = beans;
    this.bean = bean;
  }

  @Override
  public @Nullable Object getAttribute(String attribute) {
    return VALUE_KEY.equals(attribute) ? otherId() : super.getAttribute(attribute);
  }

  /** Returns the id if it is not the bean's name, which is a qualifier already. */
  private @Nullable String otherId() {
    if (beans.isCurrentlyInCreation(bean)) {
      return null;
    }
    try {
      String id = beans.getBean(bean, ChildSpec.class).id();
      return id.isBlank() || id.equals(bean) ? null : id;
    } catch (BeansException circular) {
      log.debug("the id of child \"{}\" is not known yet", bean, circular);
      return null;
    }
  }
}
