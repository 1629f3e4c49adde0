package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.application.ApplicationInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** The engine's name, its version if the jar says it, and its applications. */
public final class DreamInfoContributor implements InfoContributor {

  private final Dream dream;

  /** Creates it for an engine. */
  public DreamInfoContributor(Dream dream) {
    this.dream = dream;
  }

  @Override
  public void contribute(Info.Builder info) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", dream.node().id().name());
    String version = Dream.class.getPackage().getImplementationVersion();
    if (version != null) {
      details.put("version", version);
    }
    details.put(
        "applications", dream.applications().list().stream().map(ApplicationInfo::name).toList());
    info.withDetail("dream", details);
  }
}
