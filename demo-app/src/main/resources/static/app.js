import { listenForNewAuctions, refreshAuctions } from "./auctions.js";
import { refreshTree } from "./tree.js";

const pulse = document.getElementById("pulse");

/** Shows everything as it is now, every second, as long as somebody looks. */
async function refresh() {
  if (!document.hidden) {
    const results = await Promise.allSettled([refreshAuctions(), refreshTree()]);
    const failed = results.find((result) => result.status === "rejected");
    pulse.textContent = failed ? `no answer: ${failed.reason.message}` : "every second";
  }
  setTimeout(refresh, 1000);
}

listenForNewAuctions();
refresh();
