import { request } from "./api.js";
import { copy, glow, show, text } from "./dom.js";

const HIGHLIGHT = 8000;

/** Shows the supervision trees as they are now. */
export async function refreshTree() {
  const { supervisors } = await request("GET", "/actuator/dreamsupervisors?limit=8");
  showChildren(document.getElementById("tree"), supervisors);
}

function showChildren(list, children) {
  show(list, children, nameOf, () => copy("child-template"), update);
}

function nameOf(child) {
  return child.id ?? child.name ?? child.pid;
}

function update(element, child) {
  const row = element.querySelector(".child");
  const { restarts = 0, mailbox = 0 } = child;
  highlightRestart(row, child, restarts);
  text(row, ".id", nameOf(child));
  text(row, ".pid", child.pid ? `<${child.pid}>` : child.status);
  row.querySelector(".pid").href = child.pid ? `/actuator/dream#/tree/${child.pid}` : "/actuator/dream";
  text(row, ".rule", ruleOf(child));
  text(row, ".mailbox", String(mailbox));
  text(row, ".restarts", String(restarts));
  row.querySelector(".mailbox").classList.toggle("none", mailbox === 0);
  row.querySelector(".restarts").classList.toggle("none", restarts === 0);
  row.classList.toggle("away", !child.pid);
  showChildren(element.querySelector("ul"), child.children ?? []);
}

/** Returns how a supervisor restarts its children; a dynamic one shows some of them only. */
function ruleOf(child) {
  return child.dynamic ? `dynamic, ${child.childCount} children` : (child.strategy ?? "");
}

/** Shows for a while that a child was restarted, and which process it was before. */
function highlightRestart(row, child, restarts) {
  if (restarts > Number(row.dataset.restarts)) {
    text(row, ".was", row.dataset.pid);
    glow(row, HIGHLIGHT);
    clearTimeout(row.forgetting);
    row.forgetting = setTimeout(() => text(row, ".was", ""), HIGHLIGHT);
  }
  row.dataset.restarts = restarts;
  row.dataset.pid = child.pid ? `<${child.pid}>` : "";
}
