import { request } from "./api.js";
import { copy, show, text } from "./dom.js";

const HIGHLIGHT = 6000;

/** Shows the supervision tree as it is now. */
export async function refreshTree() {
  const { root } = await request("GET", "/actuator/dreamsupervisors");
  show(document.getElementById("tree"), [root], idOf, () => copy("child-template"), update);
}

function idOf(child) {
  return child.id ?? child.name;
}

function update(element, child) {
  const row = element.querySelector(".child");
  text(row, ".id", idOf(child));
  text(row, ".pid", child.pid ? `<${child.pid}>` : "away");
  text(row, ".rule", child.strategy ?? "");
  text(row, ".mailbox", String(child.mailbox ?? 0));
  text(row, ".restarts", String(child.restarts ?? 0));
  row.querySelector(".mailbox").classList.toggle("none", !child.mailbox);
  row.querySelector(".restarts").classList.toggle("none", !child.restarts);
  row.classList.toggle("away", !child.pid);
  highlightRestart(row, child.restarts ?? 0);
  show(
    element.querySelector("ul"),
    child.children ?? [],
    idOf,
    () => copy("child-template"),
    update,
  );
}

function highlightRestart(row, restarts) {
  if (row.dataset.restarts !== undefined && restarts > Number(row.dataset.restarts)) {
    row.classList.add("restarted");
    clearTimeout(row.calm);
    row.calm = setTimeout(() => row.classList.remove("restarted"), HIGHLIGHT);
  }
  row.dataset.restarts = restarts;
}
