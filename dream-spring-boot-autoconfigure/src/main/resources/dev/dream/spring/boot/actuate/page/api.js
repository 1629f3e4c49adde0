/** Asks the engine's endpoints, which are this page's neighbours wherever they are mounted. */

const BASE = new URL(".", document.baseURI);
BASE.username = ""; // a page that was opened with a user in its address has signed in by that already
BASE.password = "";

/** What an endpoint answered instead of what it was asked for. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function url(path, parameters = {}) {
  const target = new URL(path, BASE);
  for (const [name, value] of Object.entries(parameters)) {
    if (value != null && value !== "") {
      target.searchParams.set(name, value);
    }
  }
  return target;
}

/** Returns the token that Spring Security wants with each change, if it keeps one in a cookie. */
function csrfToken() {
  const cookie = document.cookie.split("; ").find(pair => pair.startsWith("XSRF-TOKEN="));
  return cookie ? {"X-XSRF-TOKEN": decodeURIComponent(cookie.slice("XSRF-TOKEN=".length))} : {};
}

/** How long an answer may take. */
const PATIENCE = 15_000;

async function send(method, path, {parameters, body, signal} = {}) {
  const token = method === "GET" ? {} : csrfToken();
  const tokenIsMissing = method !== "GET" && Object.keys(token).length === 0;
  const response = await fetch(url(path, parameters), {
    method,
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])]),
    credentials: "same-origin",
    cache: "no-store",
    headers: {
      Accept: "application/json",
      // Spring Security answers with a status then, and not with the browser's question for a password
      "X-Requested-With": "XMLHttpRequest",
      ...token,
      ...(body ? {"Content-Type": "application/json"} : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (response.redirected) { // to a form that asks who is there
    throw new Refused(401, explain(path, 401));
  }
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  const answer = isJson ? await response.json() : null;
  if (!response.ok) {
    throw new Refused(response.status, answer?.message ?? explain(path, response.status, tokenIsMissing));
  }
  return answer;
}

function explain(path, status, tokenIsMissing) {
  const endpoint = path.split("/")[0];
  const token = tokenIsMissing ? ", or Spring Security's CSRF protection wants its token, which csrf.spa() gives to scripts" : "";
  switch (status) {
    case 401:
      return `nobody is logged in: load the page again${token} (401)`;
    case 403:
      return `you may not do that at the endpoint ${endpoint}${token} (403)`;
    case 404:
      return `the endpoint ${endpoint} is not there: `
        + `is it in management.endpoints.web.exposure.include?`;
    case 405:
      return `the endpoint ${endpoint} only shows: `
        + `management.endpoint.${endpoint}.access=unrestricted lets it change something`;
    default:
      return `the endpoint ${endpoint} answered with status ${status}`;
  }
}

export const get = (path, parameters, signal) => send("GET", path, {parameters, signal});
export const post = (path, body) => send("POST", path, {body});
export const remove = (path, parameters) => send("DELETE", path, {parameters});

/** Returns a part of a path. */
export const part = text => encodeURIComponent(text);

/**
 * Hears of what is new at an endpoint.
 *
 * @return what ends it
 */
export function listen(path, since, heard, failed) {
  const source = new EventSource(url(path, {since}));
  source.onmessage = message => heard(JSON.parse(message.data));
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) {
      failed();
    }
  };
  return () => source.close();
}

/**
 * Does something again and again while anybody looks: two seconds after it was done, later if it
 * failed, and not while the page is hidden or paused.
 *
 * @return what ends it, and what does it at once
 */
export function poll(work, isPaused, failed) {
  let timer;
  let ended = false;
  let failures = 0;
  let running = null;
  async function once() {
    clearTimeout(timer);
    if (running) {
      return;
    }
    running = new AbortController();
    const {signal} = running;
    try {
      await work(signal);
      failures = 0;
      failed(null);
    } catch (error) {
      if (!signal.aborted) {
        failures++;
        failed(error);
      }
    } finally {
      running = null;
    }
    schedule();
  }
  function schedule() {
    clearTimeout(timer);
    if (!ended) {
      timer = setTimeout(tick, Math.min(2000 * 2 ** failures, 15000));
    }
  }
  function tick() {
    if (document.hidden || isPaused()) {
      schedule();
    } else {
      once();
    }
  }
  once();
  return {
    now: once,
    end() {
      ended = true;
      clearTimeout(timer);
      running?.abort();
    },
  };
}
