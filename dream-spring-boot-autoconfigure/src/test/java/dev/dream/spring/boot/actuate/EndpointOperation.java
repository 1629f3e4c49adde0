package dev.dream.spring.boot.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;

/**
 * One operation of an endpoint, and what it may be asked with. A new operation has to be added to
 * {@link #ALL}; {@link EndpointInputTest} then sends it bad input of each kind.
 *
 * @param method the method of HTTP
 * @param path with names in braces
 * @param inputs what stands for these names, and the other parameters
 */
record EndpointOperation(String method, String path, Map<String, Input> inputs) {

  /** Kinds of inputs, with one that is good and those that must be refused. */
  enum Input {
    LIMIT("10", "0", "1001", "-1", "", "many", "1e3", "0x10", "99999999999", "1,2", "+5", "%D9%A3"),
    OFFSET("0", "-1", "", "1000000000", "99999999999999999999", "NaN", "1.0"),
    SINCE("0", "-1", "", "999999999999", "latest", "1.5"),
    SECONDS("1", "0", "601", "-1", "", "1m"),
    RATE("10", "0", "1001", "-1", "", "all"),
    NUMBER("1", "0", "-1", "999999999", "99999999999999999999", "one", "1.0"),
    SORT("mailbox", "", "MAILBOX", "memory", "mailbox,age", "..%2Fpid"),
    REASON("kill", "", "KILL", "normal", "kill%20", "kill,shutdown", "java.lang.Error"),
    PROCESS("counter", "nobody", "0.", "0.-1", "0.x", "0.99999999999999999999", "%3C0.x", "1.1"),
    SUPERVISOR("rooms", "nobody", "counter", "0.-1", "0.x", "0.99999999999999999999"),
    REGISTRY("guestbook", "nobody", "counter", "0.1", "*"),
    KEY("Ada", "nobody", "*", "%7B%7D", "%24%7Bjndi:x%7D"),
    CHILD("first", "", "nobody", "0.1", " ", "${jndi:x}"),
    ACTION("restart", "", "RESTART", "start", "restart,delete"),
    PROCESS_ACTION("resume", "", "SUSPEND", "stop", "suspend,resume");

    private static final List<String> BAD_IN_URLS =
        List.of(
            "x".repeat(257),
            "x".repeat(6_000),
            "%00",
            "a%0Ab",
            "a%0D%0ASet-Cookie:%20a=b",
            "%1B%5B31m",
            "%C2%85",
            "..%2F..%2Fetc%2Fpasswd",
            "..%5C..%5Cwindows",
            "%3Cscript%3E");
    private static final List<String> BAD_IN_BODIES =
        List.of("x".repeat(257), "x".repeat(1_000_000), "\0", "a\nb", "\u001b[31m", "../../etc");

    private final String good;
    private final List<String> bad;

    Input(String good, String... bad) {
      this.good = good;
      this.bad = List.of(bad);
    }

    String good() {
      return good;
    }

    List<String> bad(boolean isInUrl) {
      return Stream.concat(bad.stream(), (isInUrl ? BAD_IN_URLS : BAD_IN_BODIES).stream()).toList();
    }
  }

  static final List<EndpointOperation> ALL =
      List.of(
          get("dream").with("since", Input.SINCE),
          get("dreamapplications"),
          get("dreamcrashes").with("limit", Input.LIMIT).with("offset", Input.OFFSET),
          get("dreamcrashes/{number}").with("number", Input.NUMBER),
          get("dreamdeadletters").with("limit", Input.LIMIT).with("offset", Input.OFFSET),
          get("dreamdeadletters/{number}").with("number", Input.NUMBER),
          post("dreamdeadletters/{number}").with("number", Input.NUMBER),
          get("dreamevents").with("since", Input.SINCE).with("limit", Input.LIMIT),
          get("dreamnames").with("limit", Input.LIMIT),
          get("dreamprocesses")
              .with("sort", Input.SORT)
              .with("limit", Input.LIMIT)
              .with("offset", Input.OFFSET)
              .with("parent", Input.PROCESS),
          get("dreamprocesses/{process}").with("process", Input.PROCESS),
          get("dreamprocesses/{registry}/{key}")
              .with("registry", Input.REGISTRY)
              .with("key", Input.KEY),
          post("dreamprocesses/{process}")
              .with("process", Input.PROCESS)
              .with("action", Input.PROCESS_ACTION),
          delete("dreamprocesses/{process}")
              .with("process", Input.PROCESS)
              .with("reason", Input.REASON),
          delete("dreamprocesses/{registry}/{key}")
              .with("registry", Input.REGISTRY)
              .with("key", Input.KEY)
              .with("reason", Input.REASON),
          get("dreamsupervisors").with("limit", Input.LIMIT),
          get("dreamsupervisors/{supervisor}")
              .with("supervisor", Input.SUPERVISOR)
              .with("limit", Input.LIMIT),
          post("dreamsupervisors/{supervisor}")
              .with("supervisor", Input.SUPERVISOR)
              .with("child", Input.CHILD)
              .with("action", Input.ACTION),
          get("dreamtrace").with("since", Input.SINCE).with("limit", Input.LIMIT),
          post("dreamtrace")
              .with("process", Input.PROCESS)
              .with("seconds", Input.SECONDS)
              .with("rate", Input.RATE),
          delete("dreamtrace"));

  private static EndpointOperation get(String path) {
    return new EndpointOperation("GET", path, Map.of());
  }

  private static EndpointOperation delete(String path) {
    return new EndpointOperation("DELETE", path, Map.of());
  }

  private static EndpointOperation post(String path) {
    return new EndpointOperation("POST", path, Map.of());
  }

  private EndpointOperation with(String name, Input input) {
    Map<String, Input> more = new LinkedHashMap<>(inputs);
    more.put(name, input);
    return new EndpointOperation(method, path, more);
  }

  /**
   * Returns the operations that an application has of the engine's endpoints: method and path.
   * Pages, their files and streams are others'.
   */
  static List<String> of(WebEndpointsSupplier endpoints) {
    return endpoints.getEndpoints().stream()
        .filter(endpoint -> endpoint.getEndpointId().toString().startsWith("dream"))
        .flatMap(endpoint -> endpoint.getOperations().stream())
        .map(operation -> operation.getRequestPredicate())
        .filter(request -> request.getProduces().stream().allMatch(type -> type.contains("json")))
        .map(request -> request.getHttpMethod() + " " + request.getPath())
        .toList();
  }

  /** Returns a request in which all inputs are good. */
  Request good() {
    Map<String, String> values = new LinkedHashMap<>();
    inputs.forEach((name, input) -> values.put(name, input.good()));
    return request(values);
  }

  /** Returns requests in each of which one input is bad. */
  List<Request> bad() {
    List<Request> requests = new ArrayList<>();
    inputs.forEach(
        (name, input) -> {
          for (String bad : input.bad(isInUrl(name))) {
            Map<String, String> values = new LinkedHashMap<>();
            inputs.forEach((other, kind) -> values.put(other, kind.good()));
            values.put(name, bad);
            requests.add(request(values));
          }
        });
    return requests;
  }

  private boolean isInUrl(String name) {
    return !method.equals("POST") || isInPath(name);
  }

  private boolean isInPath(String name) {
    return path.contains("{" + name + "}");
  }

  private Request request(Map<String, String> values) {
    String url = "/" + path;
    Map<String, String> others = new LinkedHashMap<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (isInPath(value.getKey())) {
        url = url.replace("{" + value.getKey() + "}", value.getValue());
      } else {
        others.put(value.getKey(), value.getValue());
      }
    }
    if (method.equals("POST")) {
      return new Request(method, url, others);
    }
    String query =
        others.entrySet().stream().map(Object::toString).collect(Collectors.joining("&"));
    return new Request(method, query.isEmpty() ? url : url + "?" + query, Map.of());
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  /**
   * What is sent.
   *
   * @param method the method of HTTP
   * @param url path and query, encoded
   * @param body for a POST
   */
  record Request(String method, String url, Map<String, String> body) {}
}
