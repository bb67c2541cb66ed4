// Charts: a canvas says in data-chart what is to be drawn (views/parts/chart.tsx); colours and type are those of the page, in both themes.
// The library comes only when there is a chart.

const charts = new Map();
const TONES = ["series-1", "series-2", "series-5", "good", "warn", "text", "text-2", "ground", "line", "line-strong"];

// Chart.js reads neither oklch() nor light-dark(): one pixel translates.
function tokens() {
  const probe = document.body.appendChild(document.createElement("i"));
  const dot = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = getComputedStyle(probe).color;
    dot.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = dot.getImageData(0, 0, 1, 1).data;
    return `rgba(${r}, ${g}, ${b}, ${a / 255})`;
  };
  const found = Object.fromEntries(TONES.map((name) => [name, read(name)]));
  probe.remove();
  return found;
}

function datasetOf({ label, tone, tones, values, dashed }, tone_, kind) {
  const fill = tones ? tones.map((name) => tone_[name]) : tone_[tone];
  if (kind === "ring") return { label, data: values, backgroundColor: fill, borderWidth: 0, spacing: 2 };
  const line = { borderColor: tone_[tone], borderWidth: 2, pointRadius: 2, pointHitRadius: 12, borderDash: dashed ? [3, 4] : [], spanGaps: false };
  return { label, data: values, backgroundColor: fill, maxBarThickness: 18, borderRadius: 2, ...(kind === "line" ? line : {}) };
}

function optionsOf({ kind, unit }, tone) {
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const worded = (value) => `${number.format(value)} ${unit}`.trim();
  const flat = kind === "rows";
  const ring = kind === "ring";
  const values = {
    beginAtZero: true,
    // What is counted comes in whole ones.
    ...(unit === "" ? { suggestedMax: 4, grace: "8%" } : {}),
    border: { display: false },
    grid: { color: tone.line, drawTicks: false },
    ticks: { maxTicksLimit: 5, padding: 6, callback: worded, ...(unit === "" ? { precision: 0 } : {}) },
  };
  const names = { grid: { display: false }, border: { display: false }, ticks: { autoSkipPadding: 8, maxRotation: 0 } };
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    indexAxis: flat ? "y" : "x",
    color: tone["text-2"],
    ...(ring ? { cutout: "78%" } : {}),
    interaction: ring ? {} : { mode: "index", intersect: false, axis: flat ? "y" : "x" },
    font: { family: "Inter, system-ui, sans-serif", size: 11 },
    scales: ring ? {} : flat ? { x: values, y: names } : { x: names, y: values },
    plugins: {
      legend: { display: false },
      tooltip: {
        backgroundColor: tone.text,
        titleColor: tone.ground,
        bodyColor: tone.ground,
        displayColors: false,
        padding: 8,
        cornerRadius: 5,
        caretSize: 0,
        callbacks: { label: ({ dataset, label, raw }) => `${ring ? label : dataset.label}: ${raw === null ? "–" : worded(raw)}` },
      },
    },
  };
}

// Where there is one bar for each name, its value stands above it.
const worth = (tone) => ({
  id: "worth",
  afterDatasetsDraw: (chart) => {
    const { ctx, data } = chart;
    ctx.save();
    Object.assign(ctx, { fillStyle: tone.text, font: "600 12px Inter, system-ui, sans-serif", textAlign: "center" });
    for (const [at, { x, y }] of chart.getDatasetMeta(0).data.entries()) ctx.fillText(String(data.datasets[0].data[at]), x, y - 6);
    ctx.restore();
  },
});

function draw(canvas, tone) {
  charts.get(canvas)?.destroy();
  const wanted = JSON.parse(canvas.dataset.chart);
  const { Chart } = globalThis;
  Object.assign(Chart.defaults, { color: tone["text-2"], borderColor: tone.line });
  Object.assign(Chart.defaults.font, { family: "Inter, system-ui, sans-serif", size: 11 });
  const datasets = wanted.series.map((series) => datasetOf(series, tone, wanted.kind));
  const type = { line: "line", ring: "doughnut" }[wanted.kind] ?? "bar";
  const plugins = wanted.kind === "bar" && datasets.length === 1 ? [worth(tone)] : [];
  charts.set(canvas, new Chart(canvas, { type, data: { labels: wanted.labels, datasets }, options: optionsOf(wanted, tone), plugins }));
}

async function drawAll(anew) {
  const all = [...document.querySelectorAll("canvas[data-chart]")];
  for (const [canvas, chart] of charts) {
    if (all.includes(canvas)) continue;
    chart.destroy();
    charts.delete(canvas);
  }
  const wanted = all.filter((canvas) => anew || !charts.has(canvas));
  if (wanted.length === 0) return;
  await import("../lib/chart.js");
  const tone = tokens();
  for (const canvas of wanted) if (canvas.isConnected) draw(canvas, tone);
}

void drawAll(false);
document.addEventListener("htmx:after:swap", () => void drawAll(false));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => void drawAll(true));
new MutationObserver(() => void drawAll(true)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
