import {el, renew, setText} from "./dom.js";
import {age, number, time} from "./format.js";
import {get, poll} from "./api.js";
import {Charts} from "./charts.js";
import {Crashes} from "./crashes.js";
import {DeadLetters} from "./deadletters.js";
import {Events} from "./events.js";
import {forgetNames} from "./names.js";
import {ProcessPanel} from "./process.js";
import {Processes} from "./processes.js";
import {TraceView} from "./trace.js";
import {Tree} from "./tree.js";

/** How many alarms the engine names at most. */
const ALARMS = 20;

/** How many seconds of load are kept: as many as the engine keeps. */
const SECONDS = 600;

const VIEWS = [
  {id: "tree", title: "Tree"},
  {id: "processes", title: "Processes"},
  {id: "load", title: "Load"},
  {id: "crashes", title: "Crashes"},
  {id: "deadletters", title: "Dead letters"},
  {id: "trace", title: "Trace"},
];

const main = document.getElementById("main");
const details = document.getElementById("details");
const trouble = document.getElementById("trouble");
const troubles = new Map();

let overview = null;
let samples = [];
let isPaused = false;
let view = null;
let panel = null;

const hrefOf = pid => `#/${view.id}/${encodeURIComponent(pid)}${view.query && `?${view.query}`}`;
const open = pid => {
  location.hash = hrefOf(pid);
};
const may = endpoint => overview?.access[endpoint] === "unrestricted";

function explained(error) {
  return error instanceof TypeError ? "the application cannot be reached; trying again"
    : error.name === "TimeoutError" ? "the application does not answer; trying again" : error.message;
}

/** Shows what does not work now, the same words once. */
function tell(what, error) {
  if (error) {
    troubles.set(what, explained(error));
  } else {
    troubles.delete(what);
  }
  const text = [...new Set(troubles.values())].join("; ");
  trouble.hidden = text === "";
  setText(trouble, text);
}

// --- the engine

async function refreshOverview(signal) {
  const since = samples.at(-1)?.number;
  const answer = await get("dream", {since}, signal);
  const restarted = overview && overview.startedAt !== answer.startedAt;
  overview = answer;
  samples = restarted || since == null ? answer.load : [...samples, ...answer.load].slice(-SECONDS);
  const last = samples.at(-1);
  document.title = `${answer.node} – DREAM observer`;
  setText(document.getElementById("node"), answer.node);
  const alarms = answer.alarms.length;
  const entries = [
    ["processes", number(answer.processes)],
    ["messages/s", last ? number(last.messages * 1000 / last.millis) : "–"],
    ["run queue", number(answer.scheduler.queued)],
    ["restarts", number(Object.values(answer.totals.restarts).reduce((sum, count) => sum + count, 0))],
    ["alarms", alarms < ALARMS ? number(alarms) : `${ALARMS} or more`, alarms > 0 ? "warn" : ""],
    ["up", age(answer.startedAt)],
  ];
  const summary = document.getElementById("summary");
  if (summary.childElementCount !== entries.length) {
    summary.replaceChildren(...entries.map(([name]) => el("div", {}, el("dt", {}, name), el("dd"))));
  }
  entries.forEach(([, value, mood], i) => {
    setText(summary.children[i].lastChild, value);
    summary.children[i].className = mood ?? "";
  });
  view?.overview?.();
  if (restarted) { // another run, whose numbers and pids begin anew
    forgetNames();
    closePanel();
    view.wanted = null;
    route();
  }
}

// --- views

/** The load, what is wrong now, and what has happened last. */
class Load {

  constructor() {
    this.charts = new Charts();
    this.events = new Events({hrefOf, short: true});
    this.alarms = el("ul");
    this.element = el("div", {class: "load"}, this.charts.element,
      el("div", {class: "columns"},
        el("section", {"aria-label": "Alarms"}, el("h2", {}, "Alarms"), this.alarms), this.events.element));
    this.update();
  }

  update() {
    this.charts.update(samples);
    const alarms = (overview?.alarms ?? []).map(alarm => el("li", {class: "warn"},
      el("strong", {}, alarm.kind.replaceAll("_", " ")), " ",
      el("a", {href: hrefOf(alarm.pid)}, alarm.name ?? alarm.pid), ` since ${time(alarm.since)}`));
    renew(this.alarms, alarms.length ? alarms : [el("li", {class: "quiet"}, "None.")]);
  }

  refresh(signal) {
    return this.events.refresh(signal);
  }

  rest() {
    this.events.rest();
  }

  end() {
    this.charts.end();
    this.events.end();
  }
}

function make(id, argument) {
  const parts = {open, hrefOf, may};
  switch (id) {
    case "processes":
      return new Processes({...parts, parent: argument.get("parent")});
    case "load":
      return new Load();
    case "crashes":
      return new Crashes(parts);
    case "deadletters":
      return new DeadLetters(parts);
    case "trace":
      return new TraceView({...parts, target: argument.get("of")});
    default:
      return new Tree({
        ...parts,
        show: pid => {
          location.hash = `#/processes?parent=${pid}`;
        },
      });
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // typed by somebody
  }
}

/** Shows what the address says: #/view, #/view/pid, #/view?parameter=value. */
function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, pid] = path.split("/").map(decoded);
  const id = VIEWS.some(known => known.id === name) ? name : "tree";
  const wanted = `${id}?${query}`;
  if (view?.wanted !== wanted) {
    view?.polled.end();
    view?.content.end();
    tell("view", null);
    view = {id, query, wanted};
    const content = make(id, new URLSearchParams(query));
    view.content = content;
    view.overview = () => content.update?.();
    main.replaceChildren(content.element);
    view.polled = poll(signal => content.refresh(signal), () => isPaused, error => tell("view", error));
    for (const link of document.querySelectorAll("#views a")) {
      if (link.dataset.view === id) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }
  choose(pid || null);
}

/** Shows one process beside the view, or none. */
function choose(pid) {
  view.content.select?.(pid);
  if (panel?.pid === pid) {
    return;
  }
  const had = panel != null;
  closePanel();
  details.hidden = pid == null;
  document.body.classList.toggle("has-details", pid != null);
  if (pid == null) {
    if (had) {
      (main.querySelector("[role=row][tabindex='0']") ?? main).focus({preventScroll: true});
    }
    return;
  }
  const content = new ProcessPanel({pid, may, hrefOf, close: leave});
  details.replaceChildren(content.element);
  panel = {pid, polled: poll(signal => content.refresh(signal), () => isPaused, error => tell("process", error))};
  details.focus({preventScroll: true});
}

function closePanel() {
  panel?.polled.end();
  panel = null;
  tell("process", null);
  details.replaceChildren();
}

function leave() {
  location.hash = `#/${view.wanted.replace(/\?$/, "")}`;
}

// --- the page

document.getElementById("views").append(...VIEWS.map(({id, title}) =>
  el("li", {}, el("a", {href: `#/${id}`, "data-view": id}, title))));

document.getElementById("pause").addEventListener("click", event => {
  isPaused = !isPaused;
  event.target.setAttribute("aria-pressed", isPaused);
  setText(event.target, isPaused ? "Go on" : "Pause");
  if (isPaused) {
    view.content.rest?.();
  }
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    view.content.rest?.();
  }
});

document.querySelector(".skip").addEventListener("click", event => {
  event.preventDefault(); // the address is the view's
  main.focus();
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && panel && !document.querySelector("dialog[open]")) {
    leave();
  }
});

poll(refreshOverview, () => isPaused, error => tell("engine", error));
window.addEventListener("hashchange", route);
route();
