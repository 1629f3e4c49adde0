package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.spring.boot.actuate.DreamApplicationsEndpoint.ApplicationList;
import dev.dream.spring.boot.actuate.DreamCrashesEndpoint.CrashList;
import dev.dream.spring.boot.actuate.DreamDeadLettersEndpoint.DeadLetterList;
import dev.dream.spring.boot.actuate.DreamDeadLettersEndpoint.SentAgain;
import dev.dream.spring.boot.actuate.DreamEndpoint.Overview;
import dev.dream.spring.boot.actuate.DreamEventsEndpoint.EventList;
import dev.dream.spring.boot.actuate.DreamNamesEndpoint.NameList;
import dev.dream.spring.boot.actuate.DreamProcessesEndpoint.ExitSignal;
import dev.dream.spring.boot.actuate.DreamProcessesEndpoint.ProcessList;
import dev.dream.spring.boot.actuate.DreamSupervisorsEndpoint.SupervisorTrees;
import dev.dream.spring.boot.actuate.DreamTraceEndpoint.TracePage;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import java.util.Set;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** The engine's Actuator endpoints, and what it adds to the endpoint {@code info}. */
@AutoConfiguration(after = DreamAutoConfiguration.class)
@ConditionalOnClass({Dream.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(Dream.class)
@EnableConfigurationProperties({
  DreamApplicationsEndpointProperties.class,
  DreamCrashesEndpointProperties.class,
  DreamDeadLettersEndpointProperties.class,
  DreamEventsEndpointProperties.class,
  DreamProcessesEndpointProperties.class,
  DreamSupervisorsEndpointProperties.class,
  DreamTraceEndpointProperties.class,
})
@RegisterReflectionForBinding({
  AlarmSummary.class,
  ApplicationList.class,
  ChildChange.Done.class,
  CrashDetail.class,
  CrashList.class,
  DeadLetterList.class,
  Death.class,
  EventList.class,
  SentAgain.class,
  ExitSignal.class,
  NameList.class,
  Overview.class,
  Problem.class,
  ProcessDetail.class,
  ProcessList.class,
  ProcessRequest.Done.class,
  ProcessState.class,
  SupervisorTrees.class,
  TracePage.class,
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
  @ConditionalOnAvailableEndpoint(endpoint = DreamEventsEndpoint.class)
  EventLog dreamEventLog(Dream dream) {
    return new EventLog(dream);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamEventsEndpoint dreamEventsEndpoint(
      Dream dream,
      EventLog log,
      DreamEventsEndpointProperties properties,
      ObjectProvider<SanitizingFunction> functions) {
    return new DreamEventsEndpoint(dream, log, values(properties, functions));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint(endpoint = DreamTraceEndpoint.class)
  Tracer dreamTracer(Dream dream) {
    return new Tracer(dream);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamTraceEndpoint dreamTraceEndpoint(
      Dream dream,
      Tracer tracer,
      DreamTraceEndpointProperties properties,
      ObjectProvider<SanitizingFunction> functions,
      ApplicationEventPublisher events) {
    return new DreamTraceEndpoint(dream, tracer, values(properties, functions), new Audit(events));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint(endpoint = DreamEndpoint.class)
  LoadHistory dreamLoadHistory(Dream dream) {
    return new LoadHistory(dream);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  DreamEndpoint dreamEndpoint(Dream dream, LoadHistory history, EndpointAccessResolver access) {
    return new DreamEndpoint(dream, history, access);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint(endpoint = DreamEndpoint.class)
  @ConditionalOnWebApplication
  DreamPage dreamPage() {
    return new DreamPage();
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

  /** Server-sent events, which Spring MVC can send. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = Type.SERVLET)
  @ConditionalOnClass({SseEmitter.class, JsonMapper.class})
  static class StreamsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Streams dreamStreams(
        ObjectProvider<EndpointJsonMapper> endpointMapper, ObjectProvider<JsonMapper> mapper) {
      EndpointJsonMapper isolated = endpointMapper.getIfAvailable();
      return new Streams(isolated == null ? mapper.getIfUnique(JsonMapper::new) : isolated.get());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(endpoint = DreamEventsEndpoint.class)
    DreamEventStreams dreamEventStreams(
        EventLog log,
        Streams streams,
        DreamEventsEndpointProperties properties,
        ObjectProvider<SanitizingFunction> functions) {
      return new DreamEventStreams(log, streams, values(properties, functions));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(endpoint = DreamTraceEndpoint.class)
    DreamTraceStreams dreamTraceStreams(
        Tracer tracer,
        Streams streams,
        DreamTraceEndpointProperties properties,
        ObjectProvider<SanitizingFunction> functions) {
      return new DreamTraceStreams(tracer, streams, values(properties, functions));
    }
  }

  private static Values values(
      DreamEventsEndpointProperties properties, ObjectProvider<SanitizingFunction> functions) {
    return values(properties.showValues(), properties.roles(), functions);
  }

  private static Values values(
      DreamTraceEndpointProperties properties, ObjectProvider<SanitizingFunction> functions) {
    return values(properties.showValues(), properties.roles(), functions);
  }

  private static Values values(
      Show show, Set<String> roles, ObjectProvider<SanitizingFunction> functions) {
    return new Values(show, roles, functions.orderedStream().toList());
  }
}
