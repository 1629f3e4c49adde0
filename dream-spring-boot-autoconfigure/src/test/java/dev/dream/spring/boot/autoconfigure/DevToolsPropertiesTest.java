package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

class DevToolsPropertiesTest {

  @Test
  void theEngineIsRestartedWithTheApplication() throws IOException {
    Properties properties =
        PropertiesLoaderUtils.loadProperties(
            new ClassPathResource("META-INF/spring-devtools.properties"));
    Pattern included = Pattern.compile(properties.getProperty("restart.include.dream"));
    assertThat("/repo/dream-engine-0.1.0-SNAPSHOT.jar").containsPattern(included);
    assertThat("/repo/dream-spring-boot-autoconfigure-0.1.0.jar").containsPattern(included);
    assertThat("/repo/spring-boot-4.1.1.jar").doesNotContainPattern(included);
  }
}
