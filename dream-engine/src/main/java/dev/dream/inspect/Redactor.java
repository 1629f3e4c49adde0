package dev.dream.inspect;

/**
 * Takes secrets out of what logs, crash reports and endpoints show: out of the state, the last
 * message and the messages of exceptions alike. It sees the state of live processes on their own
 * threads: it must be quick and must not wait. If it throws, nothing is shown.
 *
 * {@snippet :
 * DreamOptions.DEFAULT.redactor(text -> Redactor.STANDARD.redact(IBAN.matcher(text).replaceAll("…")))
 * }
 */
@FunctionalInterface
public interface Redactor {

  /** What stands where a secret was. */
  String MASK = "******";

  /**
   * Hides values by their names ({@code password}, {@code token}, {@code apiKey} and the like) and,
   * in running text, {@code name=value}, {@code name: value}, bearer tokens and passwords in URLs.
   */
  Redactor STANDARD = Secrets::masked;

  /** Returns a text, a part of what is to be shown, without what is secret in it. */
  String redact(String text);

  /** Returns whether the value of a record's component or of a map's key is never to be shown. */
  default boolean hides(String name) {
    return SecretNames.contain(name);
  }
}
