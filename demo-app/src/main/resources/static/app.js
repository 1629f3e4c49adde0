import { listenForNewAuctions, refreshAuctions } from "./auctions.js";
import { listenForLoad } from "./load.js";
import { followPrices } from "./prices.js";
import { refreshTree } from "./tree.js";

const trouble = document.getElementById("trouble");

/** Shows everything as it is now, every second, as long as somebody looks. */
async function refresh() {
  if (!document.hidden) {
    const results = await Promise.allSettled([refreshAuctions(), refreshTree()]);
    const failed = results.find((result) => result.status === "rejected");
    trouble.hidden = !failed;
    trouble.textContent = failed ? `No answer: ${failed.reason.message}` : "";
  }
  setTimeout(refresh, 1000);
}

listenForNewAuctions();
listenForLoad();
followPrices();
refresh();
