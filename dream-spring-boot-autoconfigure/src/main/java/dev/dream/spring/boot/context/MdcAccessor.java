package dev.dream.spring.boot.context;

import io.micrometer.context.ThreadLocalAccessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The logging context; none if it is empty, which Micrometer's own accessor takes for one. */
final class MdcAccessor implements ThreadLocalAccessor<Map<String, String>> {

  @Override
  public Object key() {
    return "dream.mdc";
  }

  @Override
  public @Nullable Map<String, String> getValue() {
    Map<String, String> all = MDC.getCopyOfContextMap();
    return all == null || all.isEmpty() ? null : all;
  }

  @Override
  public void setValue(Map<String, String> all) {
    MDC.setContextMap(all);
  }

  @Override
  public void setValue() {
    MDC.clear();
  }
}
