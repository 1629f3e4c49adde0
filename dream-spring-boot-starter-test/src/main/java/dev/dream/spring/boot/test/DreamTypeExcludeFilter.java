package dev.dream.spring.boot.test;

import dev.dream.application.Application;
import dev.dream.keyed.KeyedSpec;
import dev.dream.spring.boot.autoconfigure.DreamOptionsCustomizer;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Lets the scan of a {@link DreamTest} find configurations with beans that the engine takes, and
 * customizers of the engine. It looks at the declared types of {@code @Bean} methods.
 */
final class DreamTypeExcludeFilter
    extends StandardAnnotationCustomizableTypeExcludeFilter<DreamTest> {

  private static final Set<Class<?>> COMPONENTS =
      Set.of(Application.class, DreamOptionsCustomizer.class);

  private static final Set<String> BEANS =
      Stream.of(
              Application.class,
              ChildSpec.class,
              DreamOptionsCustomizer.class,
              DynamicSupervisorSpec.class,
              KeyedSpec.class,
              PartitionSupervisorSpec.class,
              SupervisorSpec.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  private final Set<Class<?>> configurations;

  DreamTypeExcludeFilter(Class<?> test) {
    super(test);
    this.configurations = Set.of(getAnnotation().getClassArray("configurations"));
  }

  @Override
  protected Set<Class<?>> getKnownIncludes() {
    return COMPONENTS;
  }

  @Override
  protected Set<Class<?>> getComponentIncludes() {
    return configurations;
  }

  @Override
  protected boolean defaultInclude(MetadataReader type, MetadataReaderFactory types)
      throws IOException {
    return super.defaultInclude(type, types)
        || configurations.isEmpty() && specifiesChildren(type.getAnnotationMetadata());
  }

  private static boolean specifiesChildren(AnnotationMetadata type) {
    return type.isAnnotated(Configuration.class.getName())
        && type.getAnnotatedMethods(Bean.class.getName()).stream()
            .map(MethodMetadata::getReturnTypeName)
            .anyMatch(BEANS::contains);
  }
}
