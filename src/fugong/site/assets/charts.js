// Draws the charts of a page from plain options that the server wrote; computes nothing.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([
  AriaComponent, BarChart, CanvasRenderer, GridComponent, LegendComponent, LineChart, MarkLineComponent, TitleComponent,
  TooltipComponent,
]);

const SERIES = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5"];
const drawn = new Map();

function token(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

function resolved(element, name) {
  // A token may be a light-dark() pair; the browser resolves it once it is a colour.
  const probe = document.createElement("span");
  probe.className = "token-probe";
  probe.style.color = `var(${name})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function dressed(element, options) {
  const ink = resolved(element, "--ink");
  const muted = resolved(element, "--ink-muted");
  const line = resolved(element, "--line");
  const size = parseFloat(getComputedStyle(element).fontSize);
  const axis = {
    axisLabel: { color: muted, fontSize: size * 0.87 },
    axisLine: { lineStyle: { color: line } },
    splitLine: { lineStyle: { color: line } },
    nameTextStyle: { color: muted, fontSize: size * 0.87 },
  };
  const worn = (part) => (Array.isArray(part) ? part.map(worn) : part && { ...axis, ...part });
  return {
    animation: false,
    color: SERIES.map((name) => resolved(element, name)),
    textStyle: { fontFamily: token(element, "--font"), fontSize: size },
    grid: { left: 8, right: 24, top: options.title ? 64 : 40, bottom: 40, containLabel: true },
    ...options,
    legend: { textStyle: { color: ink, fontSize: size * 0.93 }, bottom: 0, left: "center", type: "scroll", ...options.legend },
    aria: { enabled: true, decal: { show: true }, ...options.aria },
    title: options.title && { left: 0, top: 0, textStyle: { color: ink, fontSize: size, fontWeight: 600 }, ...options.title },
    // The HTML tooltip writes inline styles, which the content security policy forbids.
    tooltip: {
      trigger: "axis", confine: true, textStyle: { color: ink }, backgroundColor: resolved(element, "--surface"),
      borderColor: line, ...options.tooltip, renderMode: "richText",
    },
    xAxis: worn(options.xAxis),
    yAxis: worn(options.yAxis),
  };
}

function draw(element) {
  const source = document.getElementById(element.dataset.chart);
  if (!source) return;
  const label = element.getAttribute("aria-label");
  const chart = drawn.get(element) ?? init(element, null, { renderer: "canvas" });
  drawn.set(element, chart);
  chart.setOption(dressed(element, JSON.parse(source.textContent)), true);
  if (label) element.setAttribute("aria-label", label); // ECharts would put its own English description
}

function drawAll(root) {
  for (const element of root.querySelectorAll("[data-chart]")) draw(element);
}

drawAll(document);
document.addEventListener("htmx:after:swap", () => {
  for (const [element, chart] of drawn) {
    if (!element.isConnected) {
      chart.dispose();
      drawn.delete(element);
    }
  }
  for (const element of document.querySelectorAll("[data-chart]")) if (!drawn.has(element)) draw(element);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach((_, element) => draw(element)));
addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
