import {el, words} from "./dom.js";
import {number, simpleName, time} from "./format.js";
import {get, listen} from "./api.js";

/** How many events are kept here; the engine keeps more. */
const KEPT = 200;

const BAD = new Set(["crash", "gave_up", "start_error", "shutdown_error"]);

/** What has happened, as it happens: pushed by the engine, or asked for where it cannot push. */
export class Events {

  constructor({hrefOf, short = false}) {
    this.hrefOf = hrefOf;
    this.kept = short ? 12 : KEPT;
    this.latest = null;
    this.list = el("ol", {class: "events", "aria-label": "Events, the latest first"});
    this.none = el("p", {class: "quiet"}, "Nothing has happened since the application began.");
    this.missed = el("p", {class: "quiet"});
    this.element = el("section", {"aria-label": "Events"}, el("h2", {}, "Events"), this.none, this.missed, this.list);
  }

  async refresh(signal) {
    if (this.latest != null && this.stop) {
      return; // they are pushed
    }
    const {events, latest, missed} = await get("dreamevents", {since: this.latest, limit: this.kept}, signal);
    this.missed.textContent = missed > 0 ? `${number(missed)} events came too fast to be kept.` : "";
    events.forEach(event => this.add(event));
    this.latest = events.at(-1)?.number ?? latest;
    if (!this.cannotPush && !this.ended) {
      this.stop = listen("dreamevents", this.latest, event => this.add(event), () => {
        this.stop = null;
        this.cannotPush = true; // Spring WebFlux, or too many pages: ask from now on
      });
    }
  }

  add(event) {
    if (this.latest != null && event.number <= this.latest && this.list.firstChild) {
      return;
    }
    this.latest = event.number;
    this.none.hidden = true;
    this.list.prepend(this.row(event));
    while (this.list.childElementCount > this.kept) {
      this.list.lastChild.remove();
    }
  }

  row({at, kind, process, child, why}) {
    const who = (kind !== "gave_up" && child?.id) || process.name || process.pid || "a child";
    return el("li", {class: BAD.has(kind) ? "bad" : kind === "alarm_set" ? "warn" : ""},
      el("time", {datetime: at}, time(at)), " ",
      el("strong", {}, words(kind)), " ",
      process.pid ? el("a", {href: this.hrefOf(process.pid)}, who) : who, " ",
      el("span", {class: "quiet"}, this.more({kind, process, child, why})));
  }

  more({kind, process, child, why}) {
    const parts = [];
    if (process.module) {
      parts.push(simpleName(process.module));
    }
    if (child) {
      parts.push(kind === "gave_up" ? `child ${child.id}` : `of ${child.supervisorName ?? child.supervisor}`);
      if (child.before) {
        parts.push(`${child.before} → ${process.pid}`);
      }
    }
    if (why) {
      const hidden = why.reason == null || why.reason === "******";
      parts.push(hidden ? simpleName(why.type) : why.reason);
    }
    return parts.join(" · ");
  }

  /** Hears of nothing until it is refreshed again. */
  rest() {
    this.stop?.();
    this.stop = null;
  }

  end() {
    this.ended = true;
    this.rest();
  }
}
