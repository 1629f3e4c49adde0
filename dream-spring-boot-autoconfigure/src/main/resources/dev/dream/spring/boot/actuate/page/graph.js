import {el, svg} from "./dom.js";
import {nameOf} from "./names.js";

const MOST = 20;
const WIDTH = 360;
const HEIGHT = 240;

/**
 * Draws a process among those that its end reaches: links as lines, monitors as arrows to whoever is
 * watched. The same is in the lists beside it.
 */
export function graph(process, hrefOf) {
  const others = new Map();
  const note = (pids, kind) => pids.forEach(pid => {
    others.set(pid, [...(others.get(pid) ?? []), kind]);
  });
  note(process.links, "link");
  note(process.monitors, "monitors");
  note(process.monitoredBy, "monitored");
  const drawn = [...others].slice(0, MOST);
  if (drawn.length === 0) {
    return el("p", {class: "quiet"}, "No links and no monitors.");
  }
  const center = {x: WIDTH / 2, y: HEIGHT / 2};
  const places = drawn.map(([pid, kinds], i) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * i) / drawn.length;
    return {
      pid, kinds,
      x: center.x + Math.cos(angle) * (WIDTH / 2 - 44),
      y: center.y + Math.sin(angle) * (HEIGHT / 2 - 22),
    };
  });
  const top = Math.min(center.y, ...places.map(place => place.y)) - 16;
  const bottom = Math.max(center.y, ...places.map(place => place.y)) + 16;
  const edges = places.flatMap(place => place.kinds.map((kind, i) => edge(center, place, kind, i)));
  const nodes = places.map(place => node(place, nameOf(place.pid), place.pid === process.parent ? "parent" : "", hrefOf(place.pid)));
  const drawing = svg("svg", {
    viewBox: `0 ${top} ${WIDTH} ${bottom - top}`, class: "graph", role: "group", "aria-label": "Links and monitors",
  },
  svg("defs", {}, svg("marker", {id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse"},
    svg("path", {d: "M0 0 8 4 0 8z"}))),
  edges, nodes, node(center, nameOf(process.pid), "self"));
  const left = others.size - drawn.length;
  return el("div", {}, drawing, left > 0 ? el("p", {class: "quiet"}, `and ${left} more`) : null);
}

function edge(from, to, kind, i) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const cut = distance => ({
    x: from.x + (to.x - from.x) * distance / length + i * 3,
    y: from.y + (to.y - from.y) * distance / length + i * 3,
  });
  const begin = cut(Math.min(length / 2, 14 + 30 * Math.abs(to.x - from.x) / length));
  const end = cut(Math.max(length / 2, length - 14 - 24 * Math.abs(to.x - from.x) / length));
  return svg("line", {
    x1: begin.x, y1: begin.y, x2: end.x, y2: end.y, class: kind,
    "marker-end": kind === "monitors" ? "url(#arrow)" : null,
    "marker-start": kind === "monitored" ? "url(#arrow)" : null,
  });
}

function node({x, y}, text, kind, href) {
  const label = text.length > 20 ? `${text.slice(0, 19)}…` : text;
  const width = Math.max(44, label.length * 7 + 14);
  const shape = svg("g", {class: `node ${kind}`},
    svg("title", {}, text),
    svg("rect", {x: x - width / 2, y: y - 11, width, height: 22, rx: 11}),
    svg("text", {x, y: y + 4, "text-anchor": "middle"}, label));
  return href ? svg("a", {href}, shape) : shape;
}
