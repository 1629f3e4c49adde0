package dev.dream.process;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A crash in a flight recording. Its state and message stay out: recordings are passed around. */
@Name("dev.dream.ProcessCrash")
@Label("Process Crash")
@Description("A process of a DREAM engine has ended abnormally")
@Category("DREAM")
@StackTrace(false) // it would show the engine; the exception's own is in the log
final class ProcessCrashEvent extends Event {

  @Label("Engine")
  @Nullable String engine;

  @Label("Process")
  @Nullable String process;

  @Label("Name")
  @Nullable String name;

  @Label("Module")
  @Nullable String module;

  @Label("Reason")
  @Nullable String reason;

  @Label("Reason Type")
  @Nullable String reasonType;

  @Label("By Itself")
  @Description("Whether its own code ended it, not an exit signal")
  boolean byItself;

  @Label("Last Message Type")
  @Nullable String lastMessageType;

  @Label("Messages Waiting")
  int mailboxDepth;

  static boolean isWanted() {
    return new ProcessCrashEvent().isEnabled();
  }

  static void record(CrashReport report) {
    ProcessCrashEvent event = new ProcessCrashEvent();
    if (event.isEnabled()) {
      event.fill(report);
      event.commit();
    }
  }

  private void fill(CrashReport report) {
    engine = report.process().node().name();
    process = report.process().toString();
    name = report.name();
    module = report.module();
    reason = report.reason();
    reasonType = report.reasonType();
    byItself = report.byItself();
    lastMessageType = report.lastMessageType();
    mailboxDepth = report.mailboxDepth();
  }
}
