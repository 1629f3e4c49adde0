package dev.dream.spring.boot.actuate;

import dev.dream.process.Address;
import dev.dream.process.Alias;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.process.Via;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pids as they are written in JSON and in URLs: {@code 0.42}, without the angle brackets. */
final class PidText {

  private PidText() {}

  static String of(Pid pid) {
    return "0." + pid.id();
  }

  static @Nullable String ofNullable(@Nullable Pid pid) {
    return pid == null ? null : of(pid);
  }

  static String of(Address address) {
    return switch (address) {
      case Pid pid -> of(pid);
      case Name(String name) -> name;
      case Via _, Alias _ -> address.toString();
    };
  }

  static List<String> ofAll(Collection<? extends Address> addresses) {
    return addresses.stream().map(PidText::of).toList();
  }
}
