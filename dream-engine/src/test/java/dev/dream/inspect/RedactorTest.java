package dev.dream.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedactorTest {

  private static String redact(String text) {
    return Redactor.STANDARD.redact(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD",
        "dbPassword",
        "user_passwd",
        "client-secret",
        "accessToken",
        "api_key",
        "apiKey",
        "privateKey",
        "credentials",
        "Authorization",
        "Set-Cookie",
        "JSESSIONID",
        "cvv",
        "pin"
      })
  void hidesByName(String name) {
    assertThat(Redactor.STANDARD.hides(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key", "name", "shipping", "author", "count", "mapping", "user"})
  void showsOtherNames(String name) {
    assertThat(Redactor.STANDARD.hides(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "login failed: password=hunter2 | login failed: password=******",
        "password = hunter2, user = bob | password = ******, user = bob",
        "password: hunter2 for bob | password: ****** for bob",
        "Login[user=bob, password=a,b)c] | Login[user=bob, password=******]",
        "{\"user\":\"bob\",\"password\":\"hunter2\",\"age\":7} |"
            + " {\"user\":\"bob\",\"password\":\"******\",\"age\":7}",
        "{\\\"token\\\":\\\"hunter2\\\"} | {\\\"token\\\":\\\"******",
        "api-key='hunter2 and more' x | api-key='******' x",
        "Key (password)=(hunter2) already exists | Key (password)=******) already exists",
        "Authorization: Basic dXNlcjpodW50ZXIy | Authorization: ******",
        "Authorization: Bearer hunter2 was refused | Authorization: ****** was refused",
        "sent Bearer hunter2 to x | sent Bearer ****** to x",
        "sent basic aHVudGVyMg== to x | sent basic ****** to x",
        "jdbc:postgresql://bob:hunter2@db:5432/x failed | jdbc:postgresql://bob:******@db:5432/x"
            + " failed",
        "redis://:hun/ter@2@cache | redis://:******@cache",
        "jdbc:x://h?user=bob&password=hunter2&ssl=1 | jdbc:x://h?user=bob&password=******",
        "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln here | got ****** here",
      })
  void masksInRunningText(String text, String masked) {
    assertThat(redact(text.trim())).isEqualTo(masked.trim());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "boom",
        "no value for key: 17",
        "http://host:8080/path@x failed",
        "Basic authentication is required",
        "10:30:00 a=b, c: d",
        "Cannot invoke \"String.length()\" because \"name\" is null",
        "Key (id)=(5) already exists",
      })
  void leavesTheRestAsItIs(String text) {
    assertThat(redact(text)).isEqualTo(text);
  }

  @Test
  void takesShortTimeForAnyText() {
    String[] pieces = {
      "://",
      ":",
      "=",
      "password",
      "\"",
      "\\",
      "eyJ",
      "Bearer ",
      "Basic ",
      "@",
      "a",
      " ",
      "\n",
      "=\""
    };
    long begin = System.nanoTime();
    for (long seed = 1; seed <= 500; seed++) {
      Random random = new Random(seed);
      int kinds = 1 + random.nextInt(3);
      StringBuilder text = new StringBuilder();
      String[] chosen = new String[kinds];
      for (int i = 0; i < kinds; i++) {
        chosen[i] = pieces[random.nextInt(pieces.length)];
      }
      while (text.length() < 1_200) {
        text.append(chosen[random.nextInt(kinds)]);
      }
      assertThat(redact(text.toString())).as("seed %d", seed).isNotNull();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }
}
