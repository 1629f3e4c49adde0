import {announce, el, facts, renew, renewFacts, setText, words} from "./dom.js";
import {age, duration, number, simpleName} from "./format.js";
import {get, part, post, remove} from "./api.js";
import {confirm} from "./dialog.js";
import {graph} from "./graph.js";
import {nameOf, noteName} from "./names.js";

/** One process: what it does, who it is tied to, and what can be done to it. */
export class ProcessPanel {

  constructor({pid, may, hrefOf, close}) {
    this.pid = pid;
    this.may = may;
    this.hrefOf = hrefOf;
    this.path = `dreamprocesses/${part(pid)}`;
    this.gone = el("p", {class: "problem", hidden: true});
    this.about = facts([]);
    this.stack = el("pre", {tabindex: "0", "aria-label": "Stack"});
    this.stackSection = el("section", {hidden: true}, el("h3", {}, "Stack"), this.stack);
    this.drawing = el("div");
    this.ties = facts([]);
    this.life = el("div", {}, this.about, this.stackSection,
      el("section", {}, el("h3", {}, "Links and monitors"), this.drawing, this.ties));
    this.actions = el("div", {class: "buttons"});
    this.title = el("h2", {id: "details-title"}, pid);
    this.problem = el("p", {class: "problem", role: "alert"});
    this.state = el("div");
    this.death = el("div");
    this.element = el("div", {class: "process"},
      el("div", {class: "bar"}, this.title,
        el("button", {type: "button", class: "close", "aria-label": "Close", click: close}, "×")),
      this.actions, this.problem, this.gone, this.life,
      el("section", {}, el("h3", {}, "If it dies"),
        el("button", {type: "button", click: () => this.foretell()}, "What would happen?"), this.death),
      el("section", {}, el("h3", {}, "State"),
        el("button", {type: "button", click: () => this.showState()}, "Show"), this.state));
  }

  async refresh(signal) {
    let process;
    try {
      process = await get(this.path, {}, signal);
    } catch (error) {
      if (error.status !== 404) {
        throw error;
      }
      this.ended(error);
      return;
    }
    this.show(process);
  }

  ended(error) {
    this.actions.replaceChildren();
    this.offered = null;
    this.life.hidden = true;
    this.gone.hidden = false;
    setText(this.gone, error.message);
  }

  show(process) {
    noteName(process.pid, process.name || process.label || process.child);
    setText(this.title, process.name || process.label || process.child || process.pid);
    this.gone.hidden = true;
    this.life.hidden = false;
    this.offer(process);
    renewFacts(this.about, [
      ["Pid", process.pid],
      ["Module", simpleName(process.module)],
      ["Status", el("span", {}, el("span", {class: `dot ${process.status}`}), words(process.status))],
      ["Mailbox", process.mailbox.depth === 0 ? "empty"
        : `${number(process.mailbox.depth)} waiting, the oldest for ${duration(process.mailbox.oldestMillis)}`],
      ["In hand", process.currentMessage && (process.busyMillis > 0
        ? `${process.currentMessage} for ${duration(process.busyMillis)}` : process.currentMessage)],
      ["Messages taken", number(process.messagesHandled)],
      ["Age", age(process.startedAt)],
      ["Restarts", process.restarts == null ? "" : number(process.restarts)],
      ["Supervisor", process.supervisor && this.link(process.supervisor)],
      ["Child id", process.child],
      ["Ancestors", process.ancestors.length ? this.links(process.ancestors) : ""],
      ["Traps exits", process.trapExit ? "yes" : "no"],
      ["Keys", process.registryKeys.map(key => `${key.registry}: ${key.key}`).join(", ")],
      ["Dictionary", process.dictionaryKeys.join(", ")],
    ]);
    this.stackSection.hidden = process.stack.length === 0;
    setText(this.stack, process.stack.join("\n"));
    renew(this.drawing, [graph(process, this.hrefOf)]);
    renewFacts(this.ties, [
      ["Links", process.links.length ? this.links(process.links) : ""],
      ["Monitors", process.monitors.length ? this.links(process.monitors) : ""],
      ["Monitored by", process.monitoredBy.length ? this.links(process.monitoredBy) : ""],
    ]);
  }

  /** Shows what has become of it; what goes wrong the next regular refresh will show. */
  again() {
    this.refresh().catch(() => {});
  }

  link(pid) {
    const name = nameOf(pid);
    return el("a", {href: this.hrefOf(pid)}, name === pid ? pid : `${name} ${pid}`);
  }

  links(pids) {
    return el("span", {}, pids.slice(0, 50).flatMap((pid, i) => [i ? ", " : "", this.link(pid)]),
      pids.length > 50 ? ` and ${pids.length - 50} more` : "");
  }

  /** Offers what may be done to it; nothing if the endpoints only show. */
  offer(process) {
    const isSuspended = process.status === "suspended";
    const offers = [];
    if (this.may("dreamprocesses")) {
      offers.push(isSuspended ? ["Resume", () => this.change("resume")] : ["Suspend…", () => this.askSuspend()]);
    }
    if (this.may("dreamsupervisors") && process.supervisor && process.child && !process.dynamic) {
      offers.push(["Restart…", () => this.askRestart(process)]);
    }
    if (this.may("dreamprocesses")) {
      offers.push(["Shut down…", () => this.askExit("shutdown")], ["Kill…", () => this.askExit("kill")]);
    }
    if (this.may("dreamtrace")) {
      offers.push(["Trace", () => this.trace()]);
    }
    const shown = offers.map(([name]) => name).join();
    if (shown !== this.offered) {
      this.offered = shown;
      this.actions.replaceChildren(...offers.map(([name, click]) => el("button", {type: "button", click}, name)));
    }
  }

  async attempt(action) {
    this.problem.textContent = "";
    try {
      announce(await action());
    } catch (error) {
      this.problem.textContent = error.message;
    }
  }

  async change(action) {
    await this.attempt(async () => {
      await post(this.path, {action});
      this.again();
      return `${this.pid}: ${action} done`;
    });
  }

  trace() {
    return this.attempt(async () => {
      await post("dreamtrace", {process: this.pid});
      location.hash = "#/trace";
      return `${this.pid} is traced for a minute`;
    });
  }

  askSuspend() {
    confirm({
      title: `Suspend ${this.title.textContent}?`,
      content: el("p", {}, "It takes no messages until it is resumed: they wait, and calls to it time out."),
      verb: "Suspend",
      action: async () => {
        await post(this.path, {action: "suspend"});
        this.again();
        return `${this.pid} is suspended`;
      },
    });
  }

  askRestart(process) {
    confirm({
      title: `Restart ${this.title.textContent}?`,
      content: el("p", {}, `Its supervisor ${process.supervisor} stops it in order and starts it anew. What it holds in memory is gone.`),
      verb: "Restart",
      action: async () => {
        const done = await post(`dreamsupervisors/${part(process.supervisor)}`, {child: process.child, action: "restart"});
        if (done.pid) {
          location.hash = this.hrefOf(done.pid);
        }
        return `${process.child} runs again${done.pid ? ` as ${done.pid}` : ""}`;
      },
    });
  }

  askExit(reason) {
    const verb = reason === "kill" ? "Kill" : "Shut down";
    confirm({
      title: `${verb} ${this.title.textContent}?`,
      content: this.consequences(),
      verb,
      action: async () => {
        await remove(this.path, {reason});
        return `${this.pid} was sent ${reason}`;
      },
    });
  }

  async consequences() {
    const death = await get(`${this.path}/if-it-dies`);
    return [el("p", {}, "If it ended by a crash now:"), this.told(death)];
  }

  foretell() {
    return this.attempt(async () => {
      this.death.replaceChildren(this.told(await get(`${this.path}/if-it-dies`)));
      return "what would happen is shown";
    });
  }

  told(death) {
    const name = process => process.name ?? process.pid;
    const ends = death.ends.map(name);
    const lines = [`${ends.slice(0, 10).join(", ")}${ends.length > 10 ? ` and ${ends.length - 10} more` : ""} ${ends.length === 1 ? "ends" : "end"}.`];
    for (const restart of death.restarts) {
      const {maxRestarts, periodMillis, recentRestarts} = restart.limit;
      const stopped = restart.stopped.length ? `, and stops and starts ${restart.stopped.slice(0, 10).join(", ")} for that` : "";
      lines.push(`${restart.name ?? restart.supervisor} (${words(restart.strategy)}) starts ${restart.children.join(", ")} again${stopped}.`);
      const left = maxRestarts - recentRestarts;
      lines.push(left > 0
        ? `It has used ${recentRestarts} of ${maxRestarts} restarts in ${duration(periodMillis)}.`
        : `Its limit of ${maxRestarts} restarts in ${duration(periodMillis)} is used up: it would give up${restart.above ? `, and ${restart.above} has to restart it` : ", and with it the application's tree"}.`);
    }
    if (death.gone.length) {
      lines.push(`Nobody starts ${death.gone.slice(0, 10).join(", ")} again.`);
    }
    const hears = death.hears.map(name);
    if (hears.length) {
      lines.push(`Told of it: ${hears.slice(0, 10).join(", ")}${hears.length > 10 ? ` and ${hears.length - 10} more` : ""}.`);
    }
    return el("ul", {}, lines.map(line => el("li", {}, line)));
  }

  showState() {
    return this.attempt(async () => {
      const {state, dictionary, suspended, observers} = await get(`${this.path}/state`);
      const hidden = state === "******"
        ? el("p", {class: "quiet"}, "Hidden: management.endpoint.dreamprocesses.show-values decides who sees it.") : "";
      this.state.replaceChildren(
        el("pre", {tabindex: "0", "aria-label": "State"}, state ?? "none"), hidden,
        facts([
          ["Suspended", suspended ? "yes" : "no"],
          ["Observers", number(observers)],
          ...Object.entries(dictionary ?? {}),
        ]));
      return "its state is shown";
    });
  }

  end() {}
}
