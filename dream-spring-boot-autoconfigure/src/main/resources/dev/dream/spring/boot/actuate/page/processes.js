import {announce, el, words} from "./dom.js";
import {age, duration, number, simpleName} from "./format.js";
import {get} from "./api.js";
import {noteName} from "./names.js";
import {VirtualRows} from "./virtual.js";

/** How many rows are asked for at once: more than a screen shows, and few for the engine. */
const PAGE = 200;

const COLUMNS = [
  {name: "Process"},
  {name: "Module"},
  {name: "Status"},
  {name: "Mailbox", sort: "mailbox"},
  {name: "Oldest", sort: "age"},
  {name: "Rate", sort: "rate", title: "messages taken in a second"},
  {name: "Busy", sort: "busy", title: "how long the callback in hand runs"},
  {name: "Age", sort: "pid"},
];

/** All processes, as many as there are: the engine sorts, and tells of those that are seen. */
export class Processes {

  constructor({open, hrefOf, parent}) {
    this.open = open;
    this.hrefOf = hrefOf;
    this.parent = parent;
    this.sort = "mailbox";
    this.offset = 0;
    this.known = new Map();
    this.headers = COLUMNS.map(column => this.header(column));
    this.list = new VirtualRows({
      label: "Processes", role: "grid", columns: COLUMNS.length,
      header: el("div", {role: "row", class: "row head", "aria-rowindex": 1}, this.headers),
      draw: (index, row) => this.draw(index, row),
      keys: (key, index) => this.key(key, index),
      seen: (first, end) => this.seen(first, end),
    });
    this.list.element.addEventListener("click", event => this.clicked(event));
    this.count = el("p", {class: "quiet count"});
    this.search = el("input", {
      type: "search", id: "search", maxlength: "100", size: "25", placeholder: "pid, name, label or module",
      input: () => this.searchSoon(),
    });
    this.ofParent = el("p", {class: "chip", hidden: !parent}, `started by ${parent} `,
      el("a", {href: "#/processes"}, "show all"));
    this.element = el("section", {class: "processes", "aria-label": "Processes"},
      el("div", {class: "bar"},
        el("label", {for: "search"}, "Search"), this.search, this.ofParent, this.count),
      this.list.element);
    this.mark();
  }

  header({name, sort, title}) {
    const content = sort
      ? el("button", {type: "button", title, "data-sort": sort, click: () => this.sortBy(sort)}, name)
      : name;
    return el("span", {role: "columnheader"}, content);
  }

  mark() {
    COLUMNS.forEach(({sort}, i) => {
      if (sort) {
        this.headers[i].setAttribute("aria-sort",
          sort === this.sort ? "descending" : "none");
      }
    });
  }

  sortBy(sort) {
    this.sort = sort;
    this.mark();
    this.restart();
  }

  searchSoon() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.restart().then(() => announce(this.count.textContent)), 250);
  }

  restart() {
    this.known.clear();
    this.offset = 0;
    this.list.element.scrollTop = 0;
    return this.again();
  }

  /** Asks now; what goes wrong the next regular refresh will show. */
  again() {
    return this.refresh().catch(() => {});
  }

  async refresh(signal) {
    const asked = {
      sort: this.sort, limit: PAGE, offset: this.offset,
      search: this.search.value.trim(), parent: this.parent,
    };
    const answer = await get("dreamprocesses", asked, signal);
    if (asked.sort !== this.sort || asked.search !== this.search.value.trim()) {
      return; // it was asked otherwise meanwhile
    }
    this.known = new Map(answer.processes.map((process, i) => [asked.offset + i, process]));
    answer.processes.forEach(process => noteName(process.pid, this.title(process)));
    this.count.textContent = answer.matching === answer.total
      ? `${number(answer.total)} processes`
      : `${number(answer.matching)} of ${number(answer.total)} processes`;
    this.list.update(answer.matching);
  }

  /** Asks for what is seen, if that is not known. */
  seen(first, end) {
    if (end > first && (!this.known.has(first) || !this.known.has(end - 1))) {
      this.offset = Math.max(0, Math.floor((first + end - PAGE) / 2));
      clearTimeout(this.scrolling);
      this.scrolling = setTimeout(() => this.again(), 80);
    }
  }

  select(pid) {
    this.selected = pid;
    this.list.update(this.list.count);
  }

  title(process) {
    return process.name || process.label || process.child;
  }

  draw(index, row) {
    const process = this.known.get(index);
    if (!process) {
      return [el("span", {role: "gridcell", class: "quiet"}, "…")];
    }
    row.setAttribute("aria-selected", process.pid === this.selected);
    const cell = (content, ...classes) =>
      el("span", {role: "gridcell", class: classes.filter(Boolean).join(" ")}, content);
    return [
      cell([
        el("a", {href: this.hrefOf(process.pid), tabindex: "-1", class: "title"},
          this.title(process) || process.pid),
        el("span", {class: "quiet"}, this.title(process) ? process.pid : "")], "name"),
      cell(simpleName(process.module), "quiet"),
      cell([el("span", {class: `dot ${process.status}`}), words(process.status)], "status"),
      cell(number(process.mailbox), "number", process.mailbox > 0 && "busy"),
      cell(process.oldestMillis > 0 ? duration(process.oldestMillis) : "", "number"),
      cell(process.rate > 0 ? number(process.rate) : "", "number"),
      cell(process.busyMillis > 0 ? duration(process.busyMillis) : "", "number", process.busyMillis > 0 && "warn"),
      cell(age(process.startedAt), "number"),
    ];
  }

  clicked(event) {
    const row = event.target.closest("[data-index]");
    const process = row && this.known.get(Number(row.dataset.index));
    if (process && !event.target.closest("a")) {
      this.open(process.pid);
    }
  }

  key(key, index) {
    const process = this.known.get(index);
    if (key !== "Enter" && key !== " " || !process) {
      return false;
    }
    this.open(process.pid);
    return true;
  }

  end() {
    clearTimeout(this.typing);
    clearTimeout(this.scrolling);
    this.list.end();
  }
}
