package dev.dream.spring.boot.actuate;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pushes what is new in journals to web clients, as server-sent events. Each client has a virtual
 * thread that reads the journal for it, so that a slow one misses entries and holds up nobody. All
 * streams end before the web server stops, which would wait for them.
 *
 * <p>{@code readers} is changed by the threads that open streams and by the readers themselves;
 * {@code running} is written by the life cycle and read after a reader has been entered, so that
 * either it is stopped or it sees that it must end.
 */
public final class Streams implements SmartLifecycle {

  private static final int MOST = 50;
  private static final int BATCH = 100;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final JsonMapper mapper;
  private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  /** Creates it with what writes entries. */
  public Streams(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Opens a stream of what comes into a journal.
   *
   * @param since after which entry; if nothing is said, after that which the client has had last,
   *     or else from now on
   * @param shown what of an entry the client may see
   * @return the stream, or why there is none
   */
  <T> Object open(Journal<T> journal, @Nullable String since, Function<T, ?> shown) {
    try {
      String known = since == null ? lastEventId() : since;
      long after =
          known == null
              ? journal.latest()
              : Selection.number("since", known, 0, 0, Selection.MOST_NUMBER);
      if (!running) {
        throw new RefusedException(
            Problem.unavailable("no stream is opened while the application stops"));
      }
      if (readers.size() >= MOST) {
        throw new RefusedException(
            Problem.tooMany("%d streams are open, limit %d".formatted(readers.size(), MOST)));
      }
      return open(new Reader<>(journal, after, shown));
    } catch (RefusedException refused) {
      WebEndpointResponse<?> response = refused.response();
      return new WebEndpointResponse<>(
          response.getBody(), response.getStatus(), MimeTypeUtils.APPLICATION_JSON);
    }
  }

  private SseEmitter open(Reader<?> reader) {
    Thread thread = Thread.ofVirtual().name("dream-stream").unstarted(reader);
    reader.emitter.onCompletion(thread::interrupt);
    readers.add(thread);
    thread.start();
    if (!running) {
      thread.interrupt();
    }
    return reader.emitter;
  }

  /** What a browser says when it connects again. */
  private static @Nullable String lastEventId() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getHeader(LAST_EVENT_ID)
        : null;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    readers.forEach(Thread::interrupt);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return DEFAULT_PHASE; // the greatest: stopped before the web server
  }

  /** Returns how many streams are open. */
  int size() {
    return readers.size();
  }

  /** Reads a journal for one client. */
  private final class Reader<T> implements Runnable {

    private final SseEmitter emitter = new SseEmitter(0L); // no limit
    private final Journal<T> journal;
    private final Function<T, ?> shown;
    private long known;

    Reader(Journal<T> journal, long known, Function<T, ?> shown) {
      this.journal = journal;
      this.known = known;
      this.shown = shown;
    }

    @Override
    public void run() {
      try {
        emitter.send(SseEmitter.event().comment("")); // the client sees that it is connected
        while (running && !Thread.interrupted()) {
          journal.await(known, HEARTBEAT);
          send(journal.after(known, BATCH));
        }
      } catch (IOException | IllegalStateException _) {
        // The client has gone, which is how most streams end.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        readers.remove(Thread.currentThread());
        emitter.complete();
      }
    }

    private void send(Journal.Page<T> page) throws IOException {
      if (page.entries().isEmpty()) {
        emitter.send(SseEmitter.event().comment("")); // finds out whether the client is there
      }
      long number = page.first();
      for (T entry : page.entries()) {
        String json = mapper.writeValueAsString(shown.apply(entry));
        SseEventBuilder event = SseEmitter.event().id(Long.toString(number));
        emitter.send(event.data(json, MediaType.TEXT_PLAIN));
        known = number++;
      }
    }
  }
}
