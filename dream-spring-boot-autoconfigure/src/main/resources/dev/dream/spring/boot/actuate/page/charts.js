import {el, setText} from "./dom.js";
import {duration, number} from "./format.js";

/** How much of the load is shown: that of the last minutes. */
const MINUTES = 5;

const CHARTS = [
  {
    title: "Throughput", unit: "messages/s",
    lines: [{label: "messages", value: s => s.messages * 1000 / s.millis, color: "--chart-1"}],
  },
  {
    title: "Run queue", unit: "processes",
    lines: [
      {label: "waiting for their turn", value: s => s.runQueue, color: "--chart-2"},
      {label: "running", value: s => s.busy, color: "--chart-1"},
    ],
  },
  {
    title: "Time in the mailbox", unit: "ms",
    lines: [
      {label: "longest", value: s => s.mailboxMaxMillis, color: "--chart-2"},
      {label: "average", value: s => s.mailboxMillis, color: "--chart-1"},
    ],
  },
  {
    title: "Crashes and restarts", unit: "per second",
    lines: [
      {label: "crashes", value: s => s.crashes * 1000 / s.millis, color: "--chart-3"},
      {label: "restarts", value: s => s.restarts * 1000 / s.millis, color: "--chart-1"},
    ],
  },
];

let library;

/** Loads the library of the charts; there is none if an application has excluded it. */
function load() {
  library ??= new Promise(resolve => {
    const script = el("script", {
      src: "dream/chart.js", load: () => resolve(window.Chart), error: () => resolve(null),
    });
    document.head.append(script);
  });
  return library;
}

const cssColor = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Marks whole minutes. */
function minutes(axis) {
  axis.ticks = [];
  for (let at = Math.ceil(axis.min / 60_000) * 60_000; at <= axis.max; at += 60_000) {
    axis.ticks.push({value: at});
  }
}

const clock = at => new Date(at).toLocaleTimeString(undefined, {hour: "2-digit", minute: "2-digit"});

const exactly = at => new Date(at).toLocaleTimeString();

/** The load of the last minutes, drawn. */
export class Charts {

  constructor() {
    this.figures = CHARTS.map(chart => this.figure(chart));
    this.element = el("div", {class: "charts"}, this.figures.map(figure => figure.element));
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.recolor = () => this.figures.forEach(figure => figure.chart && this.color(figure));
    this.scheme.addEventListener("change", this.recolor);
    this.ready = load().then(Chart => this.draw(Chart));
  }

  figure(chart) {
    const now = el("span", {class: "now"});
    const canvas = el("canvas", {role: "img", "aria-label": chart.title});
    const element = el("figure", {},
      el("figcaption", {}, el("h2", {}, chart.title, " ", el("small", {}, chart.unit)), now),
      el("div", {class: "canvas"}, canvas));
    return {...chart, element, canvas, now, chart: null};
  }

  draw(Chart) {
    if (!Chart || this.ended) {
      this.figures.forEach(figure => figure.canvas.replaceWith(
        el("p", {class: "quiet"}, "Not drawn: the WebJar chart.js is not on the class path.")));
      return;
    }
    for (const figure of this.figures) {
      figure.chart = new Chart(figure.canvas, {
        type: "line",
        data: {datasets: figure.lines.map(line => ({
          label: line.label, data: [], borderWidth: 1.5, pointRadius: 0, fill: false,
        }))},
        options: {
          animation: false, responsive: true, maintainAspectRatio: false, parsing: false,
          normalized: true, interaction: {mode: "index", intersect: false},
          scales: {
            x: {type: "linear", afterBuildTicks: minutes, ticks: {maxRotation: 0, callback: clock}},
            y: {beginAtZero: true, suggestedMax: 1, ticks: {maxTicksLimit: 4, precision: 0}},
          },
          plugins: {
            legend: {display: figure.lines.length > 1, labels: {boxWidth: 12, boxHeight: 2}},
            tooltip: {callbacks: {title: items => exactly(items[0].parsed.x)}},
          },
        },
      });
      this.color(figure);
    }
    if (this.samples) {
      this.update(this.samples);
    }
  }

  color({chart, lines}) {
    lines.forEach((line, i) => {
      chart.data.datasets[i].borderColor = cssColor(line.color);
      chart.data.datasets[i].backgroundColor = cssColor(line.color);
    });
    for (const axis of [chart.options.scales.x, chart.options.scales.y]) {
      axis.grid = {color: cssColor("--line")};
      axis.ticks.color = cssColor("--quiet");
    }
    chart.options.plugins.legend.labels.color = cssColor("--text");
    chart.update("none");
  }

  /** Shows these seconds. */
  update(samples) {
    this.samples = samples;
    const latest = samples.at(-1);
    if (!latest) {
      return;
    }
    const end = Date.parse(latest.at);
    const begin = end - MINUTES * 60_000;
    const shown = samples.filter(sample => Date.parse(sample.at) >= begin);
    for (const figure of this.figures) {
      const [line] = figure.lines;
      const now = figure.lines.map(each =>
        `${figure.lines.length > 1 ? `${each.label} ` : ""}${number(each.value(latest))}`);
      setText(figure.now, now.join(", "));
      const most = Math.max(0, ...shown.map(line.value));
      figure.canvas.setAttribute("aria-label",
        `${figure.title}, ${figure.unit}, of the last ${duration(MINUTES * 60_000)}: `
        + `now ${number(line.value(latest))}, at most ${number(most)}`);
      if (figure.chart) {
        figure.lines.forEach((each, i) => {
          figure.chart.data.datasets[i].data =
            shown.map(sample => ({x: Date.parse(sample.at), y: each.value(sample)}));
        });
        figure.chart.options.scales.x.min = begin;
        figure.chart.options.scales.x.max = end;
        figure.chart.update("none");
      }
    }
  }

  end() {
    this.ended = true;
    this.scheme.removeEventListener("change", this.recolor);
    this.figures.forEach(figure => figure.chart?.destroy());
  }
}
