import {announce, el} from "./dom.js";

/**
 * Asks whether something is to be done, and does it. The question stays open if that fails, with
 * the reason.
 *
 * @param title what is to be done
 * @param content what will come of it: elements, or a promise of them
 * @param verb on the button
 * @param action does it; returns what was done
 */
export function confirm({title, content, verb, action}) {
  const problem = el("p", {class: "problem", role: "alert"});
  const cancel = el("button", {type: "button", autofocus: true, click: () => dialog.close()}, "Cancel");
  const go = el("button", {type: "button", class: "danger", click: () => run()}, verb);
  const body = el("div", {}, "…");
  const dialog = el("dialog", {
    "aria-labelledby": "dialog-title",
    cancel: event => cancel.disabled && event.preventDefault(), // what has begun is waited for
    close: () => dialog.remove(),
  },
    el("h2", {id: "dialog-title"}, title),
    body,
    problem,
    el("div", {class: "buttons"}, cancel, go));
  async function run() {
    go.disabled = true;
    cancel.disabled = true;
    problem.textContent = "";
    try {
      const done = await action();
      dialog.close();
      announce(done);
    } catch (error) {
      problem.textContent = error.message;
      go.disabled = false;
      cancel.disabled = false;
    }
  }
  Promise.resolve(content).then(
    parts => body.replaceChildren(...[parts].flat()),
    error => body.replaceChildren(el("p", {}, error.message)));
  document.body.append(dialog);
  dialog.showModal();
}
