package dev.dream.spring.boot.actuate;

import dev.dream.process.ExitReason;
import dev.dream.process.Wording;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

/**
 * Decides who sees contents at an endpoint: what messages, states, exceptions and reasons say, but
 * not their types, and not the names, ids, keys and labels by which things are found. An endpoint's
 * {@code show-values} and {@code roles} decide, as those of Spring Boot's {@code env} do; then all
 * beans of type {@link SanitizingFunction} have their say.
 */
public final class Values {

  private static final int LONGEST = 10_000;

  private final Show show;
  private final Set<String> roles;
  private final Sanitizer sanitizer;

  /**
   * Creates it for an endpoint.
   *
   * @param show to whom contents are shown
   * @param roles the roles of which one makes a user authorized; if there are none, any user is
   * @param functions what is run over contents that are shown, in this order
   */
  public Values(Show show, Set<String> roles, Iterable<SanitizingFunction> functions) {
    this.show = show;
    this.roles = Set.copyOf(roles);
    this.sanitizer = new Sanitizer(functions);
  }

  /** Returns values that nobody sees. */
  public static Values hidden() {
    return new Values(Show.NEVER, Set.of(), List.of());
  }

  /** Returns what whoever asks may see. */
  public View to(SecurityContext asker) {
    return new View(sanitizer, show.isShown(asker, roles));
  }

  /** Contents as one request may see them: as they are, sanitized, or {@code ******}. */
  public static final class View {

    private final Sanitizer sanitizer;
    private final boolean shown;

    private View(Sanitizer sanitizer, boolean shown) {
      this.sanitizer = sanitizer;
      this.shown = shown;
    }

    /** Returns whether contents are shown, so that what is costly to make can be left out. */
    public boolean isShown() {
      return shown;
    }

    /**
     * Returns a content as text of at most 10,000 characters; null if there is none.
     *
     * @param key what {@link SanitizingFunction}s know it by: its name in the JSON, like {@code
     *     lastMessage}
     */
    public @Nullable String text(String key, @Nullable Object content) {
      if (content == null) {
        return null;
      }
      String text = shown ? Wording.shown(content) : SanitizableData.SANITIZED_VALUE;
      Object sanitized = sanitizer.sanitize(new SanitizableData(null, key, text), shown);
      return Wording.shortened(String.valueOf(sanitized), LONGEST);
    }

    /** Returns a reason; of what is hidden it shows the kind, or the exception's type. */
    public @Nullable String reason(String key, @Nullable ExitReason reason) {
      return switch (reason) {
        case null -> null;
        case ExitReason.Plain plain -> plain.toString();
        case ExitReason.Shutdown(String detail) -> "shutdown: " + text(key, detail);
        case ExitReason.Failure(String message, Throwable cause) when cause != null -> {
          String type = cause.getClass().getName();
          yield message.equals(type) ? type : type + ": " + text(key, message);
        }
        case ExitReason.Failure(String message, var _) -> "error: " + text(key, message);
      };
    }
  }
}
