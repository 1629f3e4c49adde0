import { showAuction } from "./auctions.js";

const WINDOW = 5000;
const rate = document.getElementById("rate");
let changes = [];

/** Shows prices as they change. The browser connects again by itself if its process has ended. */
export function followPrices() {
  const prices = new EventSource("/auctions/prices");
  prices.addEventListener("message", (message) => {
    changes.push(Date.now());
    showAuction(JSON.parse(message.data));
  });
  setInterval(showRate, 1000);
}

function showRate() {
  const begin = Date.now() - WINDOW;
  changes = changes.filter((at) => at > begin);
  rate.value = `${((changes.length * 1000) / WINDOW).toFixed(1)} bids per second`;
}
