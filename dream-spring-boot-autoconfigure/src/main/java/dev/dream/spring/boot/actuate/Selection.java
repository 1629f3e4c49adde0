package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.Pid;
import dev.dream.registry.Entry;
import dev.dream.registry.RegistryInfo;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Understands what a URL says. Inputs are bounded before anything else is done with them. */
final class Selection {

  private static final int LONGEST = 256;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1000;
  private static final int MOST_SHOWN = 5;
  private static final int LONGEST_NUMBER = 9;

  /** The greatest number of an entry that can be asked for. */
  static final int MOST_NUMBER = 999_999_999;

  private static final Pattern LIKE_A_PID = Pattern.compile("<.*|\\d+\\..*");

  private Selection() {}

  /** Returns the process with this name, or else with this pid, which may have ended. */
  static Pid pid(Dream dream, String text) throws RefusedException {
    requireText("a pid or name", text);
    Optional<Pid> named = dream.whereis(text);
    if (named.isPresent()) {
      return named.get();
    }
    if (!LIKE_A_PID.matcher(text).matches()) {
      throw new RefusedException(Problem.notFound("no process has the name '%s'".formatted(text)));
    }
    try {
      return Pid.parse(dream.node().id(), text);
    } catch (IllegalArgumentException malformed) {
      throw new RefusedException(Problem.badRequest(String.valueOf(malformed.getMessage())));
    }
  }

  /** Returns the only process that has this key, as text, in a registry. */
  static Pid pid(Dream dream, String registry, String key) throws RefusedException {
    requireText("a registry", registry);
    requireText("a key", key);
    RegistryInfo found =
        RegistryInfo.of(dream.node(), registry)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Problem.notFound("no registry has the name '%s'".formatted(registry))));
    List<Pid> holders =
        found
            .entries()
            .filter(entry -> KeyText.of(entry.key()).equals(key))
            .<Pid>map(Entry::pid)
            .distinct()
            .limit(MOST_SHOWN)
            .toList();
    if (holders.isEmpty()) {
      throw new RefusedException(
          Problem.notFound(
              "no process has the key '%s' in registry '%s'".formatted(key, registry)));
    }
    if (holders.size() > 1) {
      throw new RefusedException(
          Problem.conflict(
              "several processes have the key '%s' in registry '%s'; choose one by its pid: %s"
                  .formatted(key, registry, String.join(", ", PidText.ofAll(holders)))));
    }
    return holders.getFirst();
  }

  /** Returns the pid of a dynamic supervisor's child, which may have ended. */
  static Pid child(Dream dream, String text) throws RefusedException {
    if (dream.whereis(text).isEmpty() && !LIKE_A_PID.matcher(text).matches()) {
      throw new RefusedException(
          Problem.badRequest(
              "a dynamic supervisor knows its children by their pids, but child was '%s'"
                  .formatted(text)));
    }
    return pid(dream, text);
  }

  /** Returns how many entries of a kind are to be shown. */
  static int limit(@Nullable String text) throws RefusedException {
    return number("limit", text, DEFAULT_LIMIT, 1, MOST);
  }

  /** Returns what a journal has after the entry that is known, or else its latest entries. */
  static <T> Journal.Page<T> page(
      Journal<T> journal, @Nullable String since, @Nullable String limit) throws RefusedException {
    int most = limit(limit);
    return since == null
        ? journal.latest(most)
        : journal.after(number("since", since, 0, 0, MOST_NUMBER), most);
  }

  /** Returns a few of what there is, sorted, for a message about what there is not. */
  static String some(Collection<String> all) {
    return all.stream().sorted().limit(MOST_SHOWN).collect(Collectors.joining(", "));
  }

  /** Returns the number in a parameter. */
  static int number(String parameter, @Nullable String text, int otherwise, int least, int most)
      throws RefusedException {
    if (text == null) {
      return otherwise;
    }
    requireText(parameter, text);
    boolean isNumber = text.matches("-?\\d{1," + LONGEST_NUMBER + "}");
    if (!isNumber || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
      throw new RefusedException(
          Problem.badRequest(
              "%s must be a number from %d to %d, but was '%s'"
                  .formatted(parameter, least, most, text)));
    }
    return Integer.parseInt(text);
  }

  /** Returns the constant that a parameter names, in lower case. */
  static <E extends Enum<E>> E oneOf(Class<E> type, String parameter, @Nullable String text)
      throws RefusedException {
    String given = text == null ? "" : text;
    requireText(parameter, given);
    for (E constant : type.getEnumConstants()) {
      if (Words.of(constant).equals(given)) {
        return constant;
      }
    }
    throw new RefusedException(
        Problem.badRequest(
            "%s must be one of %s, but was '%s'".formatted(parameter, Words.all(type), given)));
  }

  /** Refuses what is too long to be meant, and what could mislead whoever reads it in a log. */
  static void requireText(String what, String text) throws RefusedException {
    if (text.length() > LONGEST) {
      throw new RefusedException(
          Problem.badRequest(
              "%s has at most %d characters, but this has %d"
                  .formatted(what, LONGEST, text.length())));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException(Problem.badRequest(what + " has no control characters"));
    }
  }
}
