import {announce, el, setText, words} from "./dom.js";
import {duration, number, simpleName, time} from "./format.js";
import {get, post, remove} from "./api.js";

const KEPT = 500;

/** How many entries are asked for at once: as many as the engine gives. */
const PAGE = 1000;

/** A trace: the messages of a process, or of all of a module, as they are taken. */
export class TraceView {

  constructor({hrefOf, may, target}) {
    this.hrefOf = hrefOf;
    this.may = may;
    this.latest = null;
    this.missed = 0;
    this.summary = el("p", {class: "summary"});
    this.problem = el("p", {class: "problem", role: "alert"});
    this.what = el("input", {id: "trace-what", required: true, maxlength: "200", value: target ?? "", placeholder: "0.42, counter, or Counter"});
    this.kind = el("select", {id: "trace-kind"}, el("option", {value: "process"}, "process"), el("option", {value: "module"}, "module"));
    this.stop = el("button", {type: "button", hidden: true, click: () => this.attempt(() => remove("dreamtrace"))}, "Stop");
    this.form = el("form", {class: "bar", submit: event => this.start(event)},
      el("label", {for: "trace-kind"}, "Trace"), this.kind,
      el("label", {for: "trace-what", class: "visually-hidden"}, "Which"), this.what,
      el("button", {type: "submit"}, "Start for a minute"), this.stop);
    this.hint = el("p", {class: "quiet"}, "To start one, set management.endpoint.dreamtrace.access=unrestricted.");
    this.body = el("tbody");
    this.element = el("section", {"aria-label": "Trace"}, el("h2", {}, "Trace"),
      this.form, this.hint, this.problem, this.summary,
      el("div", {class: "scroll"}, el("table", {},
        el("caption", {class: "visually-hidden"}, "What was traced, the latest first"),
        el("thead", {}, el("tr", {}, ["When", "Process", "What", "Message", "Time"].map(name => el("th", {scope: "col"}, name)))),
        this.body)));
    this.update();
  }

  /** Offers what may be done, which is known once the engine has been asked. */
  update() {
    this.form.hidden = !this.may("dreamtrace");
    this.hint.hidden = !this.form.hidden;
  }

  start(event) {
    event.preventDefault();
    return this.attempt(async () => {
      await post("dreamtrace", {[this.kind.value]: this.what.value.trim()});
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
    const {trace, events, latest, missed} = await get("dreamtrace", {since: this.latest ?? 0, limit: PAGE}, signal);
    if (trace?.startedAt !== this.startedAt) {
      const began = this.startedAt;
      this.startedAt = trace?.startedAt;
      this.latest = null;
      this.missed = 0;
      this.body.replaceChildren();
      if (began != null) { // it was asked with a number of another trace
        await this.refresh(signal);
        return;
      }
    }
    const news = events.filter(entry => entry.number > (this.latest ?? 0)); // another answer may have been first
    this.missed += news.length > 0 ? missed : 0;
    this.stop.hidden = !trace?.running;
    setText(this.summary, trace ? this.told(trace) : "No trace yet.");
    this.body.prepend(...news.slice(-KEPT).map(entry => this.row(entry)).reverse());
    this.latest = Math.max(this.latest ?? 0, events.at(-1)?.number ?? latest);
    while (this.body.childElementCount > KEPT) {
      this.body.lastChild.remove();
    }
  }

  told(trace) {
    const what = trace.process ?? `${trace.module}, ${number(trace.processes)} ${trace.processes === 1 ? "process" : "processes"}`;
    const state = trace.running
      ? `ends in ${duration(Math.max(0, Date.parse(trace.endsAt) - Date.now()))}` : "has ended";
    const skipped = trace.skipped > 0 ? `, ${number(trace.skipped)} not shown: at most ${trace.rate} a second are` : "";
    return `${what}: ${state}. ${number(trace.messages)} messages${skipped}${this.missed > 0 ? `, ${number(this.missed)} came too fast for this page` : ""}.`;
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
