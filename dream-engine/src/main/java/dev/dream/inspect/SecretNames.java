package dev.dream.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names whose values are secrets, however they are spelled: {@code apiKey}, {@code API_KEY}. */
final class SecretNames {

  private static final int LONGEST = 200;

  private static final List<String> PARTS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "passcode",
          "passwort",
          "pwd",
          "secret",
          "token",
          "credential",
          "authorization",
          "bearer",
          "cookie",
          "sessionid",
          "creditcard",
          "cardnumber");

  private static final Set<String> WORDS =
      Set.of("pass", "auth", "pin", "otp", "cvv", "cvc", "ssn", "jwt", "pan");

  /** Not alone: a {@code key} is nearly always what something is looked up by. */
  private static final String KEY = "key";

  private SecretNames() {}

  static boolean contain(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return !name.isEmpty();
    }
    String plain = plain(name);
    return WORDS.contains(plain)
        || plain.length() > KEY.length() && plain.endsWith(KEY)
        || hasSecretPart(plain);
  }

  /** A loop, for this is asked of every name that is shown, and a stream costs more than all. */
  private static boolean hasSecretPart(String plain) {
    for (String part : PARTS) {
      if (plain.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        letters.append(name.charAt(i));
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
