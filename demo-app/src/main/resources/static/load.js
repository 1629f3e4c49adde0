import { request } from "./api.js";

/** Starts and stops load when it is asked for. */
export function listenForLoad() {
  const form = document.getElementById("load");
  const notice = document.getElementById("notice");
  const attempt = async (action) => {
    try {
      await action();
      notice.hidden = true;
    } catch (failure) {
      notice.hidden = false;
      notice.textContent = failure.message;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => request("POST", "/load", { bidders: Number(form.bidders.value) }));
  });
  document
    .getElementById("calm")
    .addEventListener("click", () => attempt(() => request("DELETE", "/load")));
}
