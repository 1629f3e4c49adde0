import {el, words} from "./dom.js";
import {number, simpleName, time} from "./format.js";
import {get, post} from "./api.js";
import {confirm} from "./dialog.js";

/** Messages that reached nobody. */
export class DeadLetters {

  constructor({hrefOf, may}) {
    this.hrefOf = hrefOf;
    this.may = may;
    this.summary = el("p", {class: "quiet"});
    this.body = el("tbody");
    this.shown = "";
    this.element = el("section", {"aria-label": "Dead letters"}, el("h2", {}, "Dead letters"), this.summary,
      el("div", {class: "scroll"}, el("table", {},
        el("caption", {class: "visually-hidden"}, "Dead letters, the latest first"),
        el("thead", {}, el("tr", {}, ["When", "To", "Message", "Why", "From", "Action"].map(name => el("th", {scope: "col"}, name)))),
        this.body)));
  }

  async refresh(signal) {
    const answer = await get("dreamdeadletters", {limit: 100}, signal);
    const counts = Object.entries(answer.counts).filter(([, count]) => count > 0)
      .map(([reason, count]) => `${number(count)} ${words(reason)}`);
    this.summary.textContent = `${counts.join(", ") || "None"} since the application began`
      + `; ${number(answer.refused)} found a full mailbox, ${number(answer.lateReplies)} late replies.`;
    const shown = JSON.stringify([this.may("dreamdeadletters"), answer.letters]);
    if (shown !== this.shown) {
      this.shown = shown;
      this.body.replaceChildren(...answer.letters.map(letter => this.row(letter)));
    }
  }

  row(letter) {
    const hidden = letter.message == null || letter.message === "******";
    return el("tr", {},
      el("td", {}, el("time", {datetime: letter.at}, time(letter.at))),
      el("td", {}, letter.to),
      el("td", {}, hidden ? simpleName(letter.type) : letter.message),
      el("td", {}, words(letter.reason)),
      el("td", {}, letter.from ? el("a", {href: this.hrefOf(letter.from)}, letter.from) : ""),
      el("td", {}, this.may("dreamdeadletters")
        ? el("button", {type: "button", "aria-label": `Send letter ${letter.number} again`, click: () => this.again(letter)}, "Send again…")
        : ""));
  }

  again(letter) {
    confirm({
      title: `Send letter ${letter.number} again?`,
      content: el("p", {}, `${simpleName(letter.type)} goes to ${letter.to} once more, which may have had it by other means since.`),
      verb: "Send",
      action: async () => {
        const {outcome} = await post(`dreamdeadletters/${letter.number}`, {});
        this.refresh().catch(() => {}); // it was sent all the same
        return `letter ${letter.number}: ${words(outcome)}`;
      },
    });
  }

  end() {}
}
