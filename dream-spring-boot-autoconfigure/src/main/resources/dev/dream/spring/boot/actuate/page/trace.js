import {announce, el, words} from "./dom.js";
import {duration, number, simpleName, time} from "./format.js";
import {get, post, remove} from "./api.js";

const KEPT = 500;

/** A trace: the messages of a process, or of all of a module, as they are taken. */
export class TraceView {

  constructor({hrefOf, may, target}) {
    this.hrefOf = hrefOf;
    this.may = may;
    this.latest = null;
    this.summary = el("p", {role: "status"});
    this.problem = el("p", {class: "problem", role: "alert"});
    this.what = el("input", {id: "trace-what", required: true, maxlength: "200", value: target ?? "", placeholder: "0.42, counter, or Counter"});
    this.kind = el("select", {id: "trace-kind"}, el("option", {value: "process"}, "process"), el("option", {value: "module"}, "module"));
    this.stop = el("button", {type: "button", hidden: true, click: () => this.attempt(() => remove("dreamtrace"))}, "Stop");
    this.form = el("form", {class: "bar", submit: event => this.start(event)},
      el("label", {for: "trace-kind"}, "Trace"), this.kind,
      el("label", {for: "trace-what", class: "visually-hidden"}, "Which"), this.what,
      el("button", {type: "submit"}, "Start for a minute"), this.stop);
    this.body = el("tbody");
    this.element = el("section", {"aria-label": "Trace"}, el("h2", {}, "Trace"),
      may("dreamtrace") ? this.form
        : el("p", {class: "quiet"}, "To start one, set management.endpoint.dreamtrace.access=unrestricted."),
      this.problem, this.summary,
      el("div", {class: "scroll"}, el("table", {},
        el("caption", {class: "visually-hidden"}, "What was traced, the latest first"),
        el("thead", {}, el("tr", {}, ["When", "Process", "What", "Message", "Time"].map(name => el("th", {scope: "col"}, name)))),
        this.body)));
  }

  start(event) {
    event.preventDefault();
    return this.attempt(async () => {
      await post("dreamtrace", {[this.kind.value]: this.what.value.trim()});
      this.latest = null;
      this.body.replaceChildren();
    });
  }

  async attempt(action) {
    this.problem.textContent = "";
    try {
      await action();
      await this.refresh();
      announce(this.summary.textContent);
    } catch (error) {
      this.problem.textContent = error.message;
    }
  }

  async refresh(signal) {
    const {trace, events, latest, missed} = await get("dreamtrace", {since: this.latest ?? 0, limit: KEPT}, signal);
    if (trace?.startedAt !== this.startedAt) {
      this.startedAt = trace?.startedAt;
      this.body.replaceChildren();
      if (this.latest != null) {
        this.latest = null;
        return;
      }
    }
    this.stop.hidden = !trace?.running || !this.may("dreamtrace");
    this.summary.textContent = trace ? this.told(trace, missed) : "No trace yet.";
    this.body.prepend(...events.map(entry => this.row(entry)).reverse());
    this.latest = events.at(-1)?.number ?? latest;
    while (this.body.childElementCount > KEPT) {
      this.body.lastChild.remove();
    }
  }

  told(trace, missed) {
    const what = trace.process ?? `${trace.module}, ${number(trace.processes)} ${trace.processes === 1 ? "process" : "processes"}`;
    const state = trace.running
      ? `ends in ${duration(Math.max(0, Date.parse(trace.endsAt) - Date.now()))}` : "has ended";
    const skipped = trace.skipped > 0 ? `, ${number(trace.skipped)} not shown: at most ${trace.rate} a second are` : "";
    return `${what}: ${state}. ${number(trace.messages)} messages${skipped}${missed > 0 ? `, ${number(missed)} came too fast for this page` : ""}.`;
  }

  row(entry) {
    const content = entry.content && entry.content !== "******" ? entry.content : entry.type && simpleName(entry.type);
    return el("tr", {},
      el("td", {}, el("time", {datetime: entry.at}, time(entry.at))),
      el("td", {}, el("a", {href: this.hrefOf(entry.pid)}, entry.pid)),
      el("td", {}, entry.to ? [`${words(entry.kind)} to `, el("a", {href: this.hrefOf(entry.to)}, entry.to)] : words(entry.kind)),
      el("td", {}, content ?? ""),
      el("td", {class: "number"}, entry.tookMicros == null ? "" : `${number(entry.tookMicros / 1000)} ms`));
  }

  end() {}
}
