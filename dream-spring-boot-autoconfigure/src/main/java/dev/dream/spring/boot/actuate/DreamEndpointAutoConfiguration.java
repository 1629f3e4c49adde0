package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.spring.boot.actuate.DreamApplicationsEndpoint.ApplicationList;
import dev.dream.spring.boot.actuate.DreamCrashesEndpoint.CrashList;
import dev.dream.spring.boot.actuate.DreamDeadLettersEndpoint.DeadLetterList;
import dev.dream.spring.boot.actuate.DreamDeadLettersEndpoint.SentAgain;
import dev.dream.spring.boot.actuate.DreamNamesEndpoint.NameList;
import dev.dream.spring.boot.actuate.DreamProcessesEndpoint.ExitSignal;
import dev.dream.spring.boot.actuate.DreamProcessesEndpoint.ProcessList;
import dev.dream.spring.boot.actuate.DreamSupervisorsEndpoint.SupervisorTrees;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import java.util.Set;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** The engine's Actuator endpoints, and what it adds to the endpoint {@code info}. */
@AutoConfiguration(after = DreamAutoConfiguration.class)
@ConditionalOnClass({Dream.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(Dream.class)
@EnableConfigurationProperties({
  DreamApplicationsEndpointProperties.class,
  DreamCrashesEndpointProperties.class,
  DreamDeadLettersEndpointProperties.class,
  DreamProcessesEndpointProperties.class,
  DreamSupervisorsEndpointProperties.class,
})
@RegisterReflectionForBinding({
  AlarmSummary.class,
  ApplicationList.class,
  ChildChange.Done.class,
  CrashDetail.class,
  CrashList.class,
  DeadLetterList.class,
  Death.class,
  SentAgain.class,
  ExitSignal.class,
  NameList.class,
  Problem.class,
  ProcessDetail.class,
  ProcessList.class,
  ProcessRequest.Done.class,
  ProcessState.class,
  SupervisorTrees.class,
})
public final class DreamEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamProcessesEndpoint dreamProcessesEndpoint(
      Dream dream,
      DreamProcessesEndpointProperties properties,
      ObjectProvider<SanitizingFunction> functions,
      ApplicationEventPublisher events) {
    return new DreamProcessesEndpoint(
        dream, values(properties.showValues(), properties.roles(), functions), new Audit(events));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamSupervisorsEndpoint dreamSupervisorsEndpoint(
      Dream dream,
      DreamSupervisorsEndpointProperties properties,
      ObjectProvider<SanitizingFunction> functions,
      ApplicationEventPublisher events) {
    return new DreamSupervisorsEndpoint(
        dream, values(properties.showValues(), properties.roles(), functions), new Audit(events));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamApplicationsEndpoint dreamApplicationsEndpoint(
      Dream dream,
      DreamApplicationsEndpointProperties properties,
      ObjectProvider<SanitizingFunction> functions) {
    return new DreamApplicationsEndpoint(
        dream, values(properties.showValues(), properties.roles(), functions));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamDeadLettersEndpoint dreamDeadLettersEndpoint(
      Dream dream,
      DreamDeadLettersEndpointProperties properties,
      ObjectProvider<SanitizingFunction> functions,
      ApplicationEventPublisher events) {
    return new DreamDeadLettersEndpoint(
        dream, values(properties.showValues(), properties.roles(), functions), new Audit(events));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamCrashesEndpoint dreamCrashesEndpoint(
      Dream dream,
      DreamCrashesEndpointProperties properties,
      ObjectProvider<SanitizingFunction> functions) {
    return new DreamCrashesEndpoint(
        dream, values(properties.showValues(), properties.roles(), functions));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamNamesEndpoint dreamNamesEndpoint(Dream dream) {
    return new DreamNamesEndpoint(dream);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnEnabledInfoContributor("dream")
  DreamInfoContributor dreamInfoContributor(Dream dream) {
    return new DreamInfoContributor(dream);
  }

  private static Values values(
      Show show, Set<String> roles, ObjectProvider<SanitizingFunction> functions) {
    return new Values(show, roles, functions.orderedStream().toList());
  }
}
