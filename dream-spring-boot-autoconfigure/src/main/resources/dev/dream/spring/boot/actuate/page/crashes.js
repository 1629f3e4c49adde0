import {arrange, el, facts, setText, words} from "./dom.js";
import {number, simpleName, time} from "./format.js";
import {get} from "./api.js";
import {Events} from "./events.js";

/** The latest crashes with what followed each, and all other events. */
export class Crashes {

  constructor({hrefOf}) {
    this.hrefOf = hrefOf;
    this.events = new Events({hrefOf});
    this.rows = new Map();
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
    this.rows = new Map(answer.crashes.map(crash => [crash.number, this.rows.get(crash.number) ?? this.row(crash)]));
    answer.crashes.forEach(crash => this.follow(crash));
    arrange(this.list, [...this.rows.values()].map(row => row.element));
    await this.events.refresh(signal);
  }

  row(crash) {
    const body = el("div");
    const outcome = el("span");
    const element = el("details", {toggle: () => element.open && this.fill(crash.number, body)},
      el("summary", {},
        el("time", {datetime: crash.at}, time(crash.at)), " ",
        el("strong", {}, crash.name || crash.supervision?.child || crash.pid), " ",
        el("span", {}, simpleName(crash.reasonType)), " ", outcome),
      body);
    return {element, outcome};
  }

  /** Shows what has followed a crash up to now. */
  follow({number: id, supervision}) {
    const {outcome} = this.rows.get(id);
    outcome.className = supervision?.outcome === "gave_up" ? "bad" : "quiet";
    setText(outcome, this.outcome(supervision));
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

  rest() {
    this.events.rest();
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
