package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.process.Alarm;
import dev.dream.process.AlarmReport;
import dev.dream.process.CrashReport;
import dev.dream.process.Node;
import dev.dream.process.Report;
import dev.dream.spring.boot.actuate.Event.Child;
import dev.dream.spring.boot.actuate.Event.Kind;
import dev.dream.spring.boot.actuate.Event.Process;
import dev.dream.spring.boot.actuate.Event.Why;
import dev.dream.supervisor.RestartReport;
import dev.dream.supervisor.SupervisorReport;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest thousand events of an engine, as its reports tell them: text, which holds nothing of a
 * process. Crashes of which only a brief report is made, because there are very many, are none; nor
 * are the starts of processes. Written on the thread that tells of reports, read by any.
 */
public final class EventLog implements AutoCloseable {

  private static final int CAPACITY = 1_000;
  private static final Set<Class<? extends Report>> KINDS =
      Set.of(CrashReport.class, SupervisorReport.class, RestartReport.class, AlarmReport.class);

  private final Node node;
  private final Journal<Event> journal = new Journal<>(CAPACITY);
  private final Consumer<Report> listener = this::take;

  /** Begins to note what happens in an engine. */
  public EventLog(Dream dream) {
    this.node = dream.node();
    node.reports().addListener(KINDS, listener);
  }

  Journal<Event> journal() {
    return journal;
  }

  /** Notes nothing more. */
  @Override
  public void close() {
    node.reports().removeListener(listener);
  }

  private void take(Report report) {
    switch (report) {
      case CrashReport crash when !crash.isBrief() ->
          add(
              Kind.CRASH,
              crash,
              new Process(PidText.of(crash.process()), crash.name(), crash.module()),
              null,
              new Why(crash.reasonType(), crash.reason()));
      case RestartReport of ->
          add(
              Kind.RESTART,
              of,
              new Process(PidText.ofNullable(of.child().pid()), null, null),
              Child.of(of.process(), of.name(), of.child(), of.ended()),
              null);
      case SupervisorReport of -> supervisor(of);
      case AlarmReport of -> alarm(of);
      default -> {}
    }
  }

  private void supervisor(SupervisorReport report) {
    Kind kind =
        switch (report.context()) {
          case CHILD_TERMINATED -> report.reason().isAbnormal() ? null : Kind.CHILD_ENDED;
          case START_ERROR -> Kind.START_ERROR;
          case SHUTDOWN_ERROR -> Kind.SHUTDOWN_ERROR;
          case SHUTDOWN -> Kind.GAVE_UP;
        };
    if (kind != null) { // else its crash is an event already
      Process process =
          kind == Kind.GAVE_UP
              ? new Process(PidText.of(report.process()), report.name(), null)
              : new Process(PidText.ofNullable(report.child().pid()), null, null);
      add(
          kind,
          report,
          process,
          Child.of(report.process(), report.name(), report.child(), null),
          new Why(report.reason().kind(), node.inspector().message(report.reason().toString())));
    }
  }

  private void alarm(AlarmReport report) {
    Alarm alarm = report.alarm();
    add(
        switch (report.change()) {
          case SET -> Kind.ALARM_SET;
          case CLEARED -> Kind.ALARM_CLEARED;
        },
        report,
        new Process(PidText.of(alarm.process()), alarm.name(), alarm.module()),
        null,
        new Why(Words.of(alarm.kind()), null));
  }

  private void add(
      Kind kind, Report report, Process process, @Nullable Child child, @Nullable Why why) {
    journal.add(number -> new Event(number, report.at(), Words.of(kind), process, child, why));
  }
}
