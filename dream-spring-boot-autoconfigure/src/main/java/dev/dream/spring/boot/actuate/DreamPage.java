package dev.dream.spring.boot.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.MimeType;

/**
 * The observer page: shows a browser the engine live, by what the other endpoints tell. It is made
 * of a few files of this library, and of a WebJar for its charts, and asks nobody else for
 * anything. There are the files that are named here, and no others.
 */
@EndpointWebExtension(endpoint = DreamEndpoint.class)
public final class DreamPage {

  private static final String HTML = "text/html;charset=UTF-8";
  private static final String JAVASCRIPT = "text/javascript;charset=UTF-8";
  private static final String CSS = "text/css;charset=UTF-8";
  private static final String SVG = "image/svg+xml";
  private static final String CHARTS =
      "classpath*:META-INF/resources/webjars/chart.js/*/dist/chart.umd.min.js";
  private static final List<String> MODULES =
      List.of(
          "api",
          "app",
          "charts",
          "crashes",
          "deadletters",
          "dialog",
          "dom",
          "events",
          "format",
          "graph",
          "names",
          "process",
          "processes",
          "trace",
          "tree",
          "virtual");

  private final Map<String, File> files = new HashMap<>();

  /** Finds the page's files. */
  public DreamPage() {
    files.put("style.css", new File(part("style.css"), MimeType.valueOf(CSS)));
    files.put("icon.svg", new File(part("icon.svg"), MimeType.valueOf(SVG)));
    MimeType javascript = MimeType.valueOf(JAVASCRIPT);
    MODULES.forEach(name -> files.put(name + ".js", new File(part(name + ".js"), javascript)));
    for (Resource library : charts()) {
      files.put("chart.js", new File(library, javascript));
    }
  }

  /** What there is under one name. */
  private record File(Resource resource, MimeType type) {}

  private static Resource part(String name) {
    return new ClassPathResource("page/" + name, DreamPage.class);
  }

  /** Returns the library of the charts; nothing if an application has excluded it. */
  private static Resource[] charts() {
    try {
      return new PathMatchingResourcePatternResolver().getResources(CHARTS);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the class path could not be searched", unreadable);
    }
  }

  /** Shows the page. */
  @ReadOperation(produces = HTML)
  public Resource page() {
    return part("index.html");
  }

  /** Returns one of the page's files. */
  @ReadOperation(produces = {JAVASCRIPT, CSS, SVG})
  public WebEndpointResponse<Resource> file(@Selector(match = Match.ALL_REMAINING) String... path) {
    File file = files.get(String.join("/", path));
    return file == null
        ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
        : new WebEndpointResponse<>(file.resource(), file.type());
  }
}
