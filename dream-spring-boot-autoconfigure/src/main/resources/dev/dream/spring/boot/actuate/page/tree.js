import {el, words} from "./dom.js";
import {age, duration, number, simpleName} from "./format.js";
import {get} from "./api.js";
import {noteName} from "./names.js";
import {VirtualRows} from "./virtual.js";

const FIRST_LIMIT = 100;
const MOST = 1000;
const COLUMNS = ["Process", "Mailbox", "Oldest", "Restarts", "Age", "Pid"];

/** The supervision trees: what runs, and what has gone wrong lately. */
export class Tree {

  constructor({open, hrefOf, show}) {
    this.open = open;
    this.hrefOf = hrefOf;
    this.show = show;
    this.closed = new Set();
    this.limit = FIRST_LIMIT;
    this.rows = [];
    this.restarts = new Map();
    this.list = new VirtualRows({
      label: "Supervision trees", role: "treegrid", columns: COLUMNS.length,
      header: el("div", {role: "row", class: "row head", "aria-rowindex": 1},
        COLUMNS.map(name => el("span", {role: "columnheader"}, name))),
      draw: (index, row) => this.draw(index, row),
      keys: (key, index) => this.key(key, index),
    });
    this.list.element.addEventListener("click", event => this.clicked(event));
    this.element = el("section", {class: "tree", "aria-label": "Tree"}, this.list.element);
  }

  async refresh(signal) {
    const {supervisors} = await get("dreamsupervisors", {limit: this.limit}, signal);
    this.roots = supervisors;
    this.lay();
  }

  select(pid) {
    this.selected = pid;
    this.lay();
  }

  /** Lays out the trees as rows; what is closed is passed over. */
  lay() {
    this.rows = [];
    this.twins = new Map();
    const before = this.restarts;
    this.restarts = new Map();
    for (const root of this.roots ?? []) {
      this.add(root, 1, "", before);
    }
    this.list.update(this.rows.length);
  }

  add(node, level, path, before) {
    const key = this.keyOf(path, node);
    const children = node.children ?? [];
    const isOpen = !this.closed.has(key);
    noteName(node.pid, node.name || node.id);
    this.restarts.set(key, node.restarts ?? 0);
    const known = before.get(key);
    this.rows.push({
      node, level, key, isOpen,
      isNew: known !== undefined && known !== (node.restarts ?? 0),
      hasChildren: node.childCount > 0,
    });
    if (isOpen) {
      children.forEach(child => this.add(child, level + 1, key, before));
      if (node.childCount > children.length) {
        this.rows.push({more: node.childCount - children.length, of: node, level: level + 1, key: `${key}/…`});
      }
    }
  }

  /** Returns where a node is in the trees; children of dynamic supervisors may share their ids, or have none. */
  keyOf(path, node) {
    const key = `${path}/${node.id || node.name || node.pid}`;
    const twins = this.twins.get(key) ?? 0;
    this.twins.set(key, twins + 1);
    return twins === 0 ? key : `${key} ${twins}`;
  }

  draw(index, row) {
    const line = this.rows[index];
    row.setAttribute("aria-level", line.level);
    if (line.more) {
      row.removeAttribute("aria-expanded");
      row.className = "row more";
      return [el("span", {role: "gridcell", style: `--level:${line.level}`},
        el("button", {type: "button", tabindex: "-1"}, this.limit < MOST
          ? `${number(line.more)} more: show` : `${number(line.more)} more: show in the table`))];
    }
    const {node} = line;
    if (line.hasChildren) {
      row.setAttribute("aria-expanded", line.isOpen);
    } else {
      row.removeAttribute("aria-expanded");
    }
    row.setAttribute("aria-selected", node.pid != null && node.pid === this.selected);
    row.className = `row ${line.isNew ? "changed" : ""}`;
    return [
      el("span", {role: "gridcell", class: "name", style: `--level:${line.level}`},
        el("span", {class: "toggle", "aria-hidden": "true"}, line.hasChildren ? line.isOpen ? "▾" : "▸" : ""),
        el("span", {class: `dot ${this.mood(node)}`, title: words(node.status)},
          el("span", {class: "visually-hidden"}, `${words(node.status)}: `)),
        this.title(node),
        el("span", {class: "quiet"}, this.subtitle(node))),
      el("span", {role: "gridcell", class: node.mailbox > 0 ? "number busy" : "number"}, number(node.mailbox)),
      el("span", {role: "gridcell", class: "number"}, node.oldestMillis > 0 ? duration(node.oldestMillis) : ""),
      el("span", {role: "gridcell", class: node.restarts > 0 ? "number warn" : "number"}, number(node.restarts)),
      el("span", {role: "gridcell", class: "number"}, age(node.startedAt)),
      el("span", {role: "gridcell", class: "number quiet"}, node.pid ?? words(node.status)),
    ];
  }

  mood(node) {
    if (node.status !== "running") {
      return node.status;
    }
    const used = node.limit ? node.limit.recentRestarts / Math.max(1, node.limit.maxRestarts) : 0;
    return used >= 1 || node.oldestMillis > 5000 ? "bad" : used > 0 || node.mailbox > 100 ? "warn" : "running";
  }

  title(node) {
    const text = node.id || node.name || node.pid || "–";
    return node.pid
      ? el("a", {href: this.hrefOf(node.pid), tabindex: "-1", class: "title"}, text)
      : el("span", {class: "title"}, text);
  }

  subtitle(node) {
    const parts = [];
    if (node.name && node.name !== node.id && node.id) {
      parts.push(node.name);
    }
    if (node.type === "supervisor" && node.strategy) {
      parts.push(node.dynamic ? "dynamic" : words(node.strategy));
      parts.push(`${number(node.childCount)} ${node.childCount === 1 ? "child" : "children"}`);
      if (node.limit?.recentRestarts > 0) {
        const {recentRestarts, maxRestarts, periodMillis} = node.limit;
        parts.push(`${recentRestarts} of ${maxRestarts} restarts in ${duration(periodMillis)} used`);
      }
    } else if (node.module && simpleName(node.module) !== node.id) {
      parts.push(simpleName(node.module));
    }
    if (node.nextRestart) {
      parts.push(`restart ${node.nextRestart.attempt} waits ${duration(node.nextRestart.delayMillis)}`);
    }
    return parts.join(" · ");
  }

  clicked(event) {
    const row = event.target.closest("[data-index]");
    if (!row) {
      return;
    }
    const index = Number(row.dataset.index);
    const line = this.rows[index];
    if (line.more) {
      this.showMore(line);
    } else if (event.target.closest(".toggle") && line.hasChildren) {
      this.toggle(index);
    } else if (!event.target.closest("a") && line.node.pid) {
      this.open(line.node.pid);
    }
  }

  showMore(line) {
    if (this.limit < MOST) {
      this.limit = Math.min(MOST, this.limit * 4);
      this.refresh();
    } else {
      this.show(line.of.pid);
    }
  }

  toggle(index) {
    const {key, isOpen} = this.rows[index];
    if (isOpen) {
      this.closed.add(key);
    } else {
      this.closed.delete(key);
    }
    this.lay();
  }

  key(key, index) {
    const line = this.rows[index];
    if (!line) {
      return false;
    }
    switch (key) {
      case "Enter":
      case " ":
        if (line.more) {
          this.showMore(line);
        } else if (line.node.pid) {
          this.open(line.node.pid);
        }
        return true;
      case "ArrowRight":
        if (line.hasChildren && !line.isOpen) {
          this.toggle(index);
        } else if (line.hasChildren) {
          this.list.go(index + 1);
        }
        return true;
      case "ArrowLeft":
        if (line.hasChildren && line.isOpen) {
          this.toggle(index);
        } else {
          const above = this.rows.findLastIndex((each, i) => i < index && each.level < line.level);
          if (above >= 0) {
            this.list.go(above);
          }
        }
        return true;
      default:
        return false;
    }
  }

  end() {
    this.list.end();
  }
}
