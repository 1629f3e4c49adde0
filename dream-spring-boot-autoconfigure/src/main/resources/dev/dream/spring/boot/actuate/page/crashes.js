import {el, facts, words} from "./dom.js";
import {number, simpleName, time} from "./format.js";
import {get} from "./api.js";
import {Events} from "./events.js";

/** The latest crashes with what followed each, and all other events. */
export class Crashes {

  constructor({hrefOf}) {
    this.hrefOf = hrefOf;
    this.events = new Events({hrefOf});
    this.open = new Set();
    this.shown = "";
    this.summary = el("p", {class: "quiet"});
    this.list = el("div");
    this.element = el("div", {class: "columns"},
      el("section", {"aria-label": "Crashes"}, el("h2", {}, "Crashes"), this.summary, this.list),
      this.events.element);
  }

  async refresh(signal) {
    const answer = await get("dreamcrashes", {limit: 50}, signal);
    this.summary.textContent = answer.full === 0 ? "None since the application began."
      : `${number(answer.full)} since the application began`
        + (answer.brief > 0 ? `, and ${number(answer.brief)} more of the same kinds at the same time` : "")
        + (answer.full > answer.kept ? `; the latest ${number(answer.kept)} are kept.` : ".");
    const shown = JSON.stringify(answer.crashes.map(crash => [crash.number, crash.supervision]));
    if (shown !== this.shown) {
      this.shown = shown;
      const rows = new Map([...this.list.children].map(row => [row.dataset.key, row]));
      this.list.replaceChildren(...answer.crashes.map(crash => this.row(crash, rows)));
    }
    await this.events.refresh(signal);
  }

  row(crash, rows) {
    const {number: id, supervision} = crash;
    const key = `${id} ${supervision?.outcome} ${supervision?.restartedAs}`;
    const known = rows.get(key);
    if (known) {
      return known;
    }
    const body = el("div");
    const row = el("details", {toggle: () => row.open && this.fill(id, body)},
      el("summary", {},
        el("time", {datetime: crash.at}, time(crash.at)), " ",
        el("strong", {}, crash.name ?? supervision?.child ?? crash.pid), " ",
        el("span", {}, simpleName(crash.reasonType)), " ",
        el("span", {class: supervision?.outcome === "gave_up" ? "bad" : "quiet"}, this.outcome(supervision))),
      body);
    row.dataset.key = key;
    return row;
  }

  outcome(supervision) {
    if (!supervision) {
      return "nobody's child";
    }
    const {outcome, restartedAs, failedStarts} = supervision;
    return outcome === "restarted" ? `runs again as ${restartedAs}`
      : outcome === "pending" && failedStarts > 0 ? `not yet restarted: ${failedStarts} starts failed`
      : words(outcome);
  }

  async fill(id, body) {
    try {
      const crash = await get(`dreamcrashes/${id}`);
      body.replaceChildren(
        facts([
          ["Reason", reason(crash)],
          ["Process", `${crash.pid} ${crash.module}`],
          ["Message in hand", crash.lastMessageType && `${crash.lastMessageType} ${crash.lastMessage ?? ""}`],
          ["Messages before", crash.lastTypes.join(", ")],
          ["State", crash.state],
          ["Mailbox", `${number(crash.mailboxDepth)} waiting`],
          ["Ancestors", crash.ancestors.map(ancestor => ancestor.name ?? ancestor.pid).join(" ‹ ")],
          ["Follows", crash.follows && `crash ${crash.follows}`],
        ]),
        crash.thrown ? el("pre", {tabindex: "0", "aria-label": "Stack"}, this.stack(crash.thrown)) : "");
    } catch (error) {
      body.textContent = error.message;
    }
  }

  stack(thrown, prefix = "") {
    const message = thrown.message && thrown.message !== "******" ? `: ${thrown.message}` : "";
    const more = thrown.moreFrames > 0 ? `\n  … ${thrown.moreFrames} more` : "";
    const cause = thrown.cause ? `\n${this.stack(thrown.cause, "caused by ")}` : "";
    return `${prefix}${thrown.type}${message}\n${thrown.frames.map(frame => `  at ${frame}`).join("\n")}${more}${cause}`;
  }

  end() {
    this.events.end();
  }
}

/** Returns why a process crashed, as far as that is shown; of an exception its text begins with its type. */
function reason({reasonType, reason}) {
  if (!reason || reason === "******") {
    return reasonType;
  }
  return reason.startsWith(reasonType) ? reason : `${reasonType}: ${reason}`;
}
