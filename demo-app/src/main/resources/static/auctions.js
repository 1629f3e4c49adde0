import { Problem, request } from "./api.js";
import { copy, glow, show, text } from "./dom.js";

const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const bidder = document.getElementById("bidder");
const notice = document.getElementById("notice");

/** Shows the auctions as they are now: open ones first, the next to close on top. */
export async function refreshAuctions() {
  const auctions = await request("GET", "/auctions");
  const inOrder = [
    ...auctions.filter((auction) => !auction.closed).sort(byClosingTime),
    ...auctions.filter((auction) => auction.closed),
  ];
  show(document.getElementById("auctions"), inOrder, (auction) => auction.id, create, update);
}

function byClosingTime(a, b) {
  return Date.parse(a.closesAt) - Date.parse(b.closesAt);
}

/** Shows one auction as it is now, unless it is shown later already. */
export function showAuction(auction) {
  const element = document.querySelector(`#auctions > [data-key="${auction.id}"]`);
  if (element && auction.bids >= Number(element.dataset.bids)) {
    update(element, auction);
  }
}

function create(auction) {
  const element = copy("auction-template");
  const form = element.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const amount = form.amount.value || form.amount.placeholder;
    act(element, () => bid(auction.id, amount)).then(() => form.reset());
  });
  element
    .querySelector(".crash")
    .addEventListener("click", () => act(element, () => crash(auction.id)));
  element
    .querySelector(".kill")
    .addEventListener("click", () => act(element, () => kill(auction.id)));
  return element;
}

function update(element, auction) {
  const { highest, closed } = auction;
  element.dataset.bids = auction.bids;
  text(element, "h3", auction.title);
  text(element, ".process", processOf(auction));
  text(element, ".when", closed ? "closed" : `closes in ${timeLeft(auction.closesAt)}`);
  if (text(element, ".price", money.format(highest?.amount ?? auction.startingPrice))) {
    glow(element.querySelector(".price"), 1500);
  }
  text(element, ".leader", leader(auction));
  element.querySelector("form").amount.placeholder = auction.minimum.toFixed(2);
  element.classList.toggle("closed", closed);
}

/** An auction's process has this id as a child. */
function processOf(auction) {
  return `auction-${auction.id}`;
}

function leader({ highest, closed, bids }) {
  if (!highest) {
    return closed ? "not sold" : "no bid yet";
  }
  return closed
    ? `sold to ${highest.bidder}`
    : `${highest.bidder} · ${bids} ${bids === 1 ? "bid" : "bids"}`;
}

function timeLeft(closesAt) {
  const seconds = Math.max(0, Math.round((Date.parse(closesAt) - Date.now()) / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** Does something for an auction, and says next to it how that went. */
async function act(element, action) {
  const answer = element.querySelector(".answer");
  try {
    answer.textContent = await action();
    answer.classList.remove("refused");
  } catch (failure) {
    answer.textContent = failure.message;
    answer.classList.add("refused");
  }
  clearTimeout(answer.fading);
  answer.fading = setTimeout(() => (answer.textContent = ""), 8000);
  await refreshAuctions();
}

async function bid(id, amount) {
  const name = bidder.value.trim() || "You";
  const bid = { bidder: name, amount: Number(amount) };
  const accepted = await request("POST", `/auctions/${id}/bids`, bid);
  return `Your bid of ${money.format(accepted.amount)} was accepted.`;
}

/** Lets an auction's own code fail. */
async function crash(id) {
  await request("POST", `/auctions/${id}/crash`);
  return "Crashed. It is back already, with its highest bid.";
}

/** Ends the process that has an auction's number as its key in the registry of auctions. */
async function kill(id) {
  try {
    await request("DELETE", `/actuator/dreamprocesses/auctions/${id}?reason=kill`);
    return "Killed. It is back already: bid again.";
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 405) {
      notice.hidden = false;
      notice.textContent =
        "Ending processes is switched off. To open it, start the demo with " +
        "management.endpoint.dreamprocesses.access=unrestricted; application.yaml says how.";
      throw new Error("Not killed: that is switched off.");
    }
    throw failure;
  }
}

/** Opens an auction when its form is sent. */
export function listenForNewAuctions() {
  const form = document.getElementById("open");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await request("POST", "/auctions", {
        title: form.title.value,
        startingPrice: Number(form.startingPrice.value),
        duration: form.duration.value,
      });
      form.reset();
      notice.hidden = true;
    } catch (failure) {
      notice.hidden = false;
      notice.textContent = failure.message;
    }
    await refreshAuctions();
  });
}
