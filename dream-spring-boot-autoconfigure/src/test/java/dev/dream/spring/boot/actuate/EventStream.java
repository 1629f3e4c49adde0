package dev.dream.spring.boot.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events. */
final class EventStream implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpResponse<Stream<String>> response;
  private final Iterator<String> lines;

  private EventStream(HttpRequest request) throws IOException, InterruptedException {
    this.response = client.send(request, BodyHandlers.ofLines());
    this.lines = response.body().iterator();
  }

  /** Opens a stream; returns once the server has begun to send. */
  static EventStream open(String url, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new EventStream(request.build());
  }

  int status() {
    return response.statusCode();
  }

  String type() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  /** Returns all that is sent until the end. */
  String rest() {
    StringBuilder all = new StringBuilder();
    lines.forEachRemaining(all::append);
    return all.toString();
  }

  /** Waits for the next event and returns its data. */
  JsonNode next() {
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("data:")) {
        return JsonMapper.shared().readTree(line.substring("data:".length()));
      }
    }
    throw new IllegalStateException("the stream has ended");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
