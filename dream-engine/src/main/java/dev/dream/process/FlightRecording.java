package dev.dream.process;

/** Writes what happens into JDK Flight Recorder, if this JVM has it and a recording wants it. */
final class FlightRecording {

  private static final boolean PRESENT = isPresent();

  private FlightRecording() {}

  static void crashed(CrashReport report) {
    if (PRESENT) {
      ProcessCrashEvent.record(report);
    }
  }

  /** Returns whether a recording wants crashes. */
  static boolean isOn() {
    return PRESENT && ProcessCrashEvent.isWanted();
  }

  private static boolean isPresent() {
    try {
      Class.forName("jdk.jfr.Event", false, FlightRecording.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
