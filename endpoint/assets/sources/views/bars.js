// Numbers by name: one bar each, in the order of the table.
import { scaleLinear } from "d3-scale";
import { color, makeSvg } from "./frame.js";

const ROW = 30, MOST = 15;

export function drawView({ picture, data, width }) {
  const rows = data.bars.filter((bar) => bar.value > 0).slice(0, MOST);
  if (rows.length < 2) return null;
  const names = Math.min(width * 0.55, 420), fits = Math.floor(names / 6.6);
  const scale = scaleLinear([0, Math.max(...rows.map((bar) => bar.value))], [0, width - names - 60]);
  const svg = makeSvg(picture, width, rows.length * ROW + 10);
  rows.forEach((bar, number) => {
    const y = 6 + number * ROW, text = bar.label.length > fits ? `${bar.label.slice(0, fits - 1)}…` : bar.label;
    const group = svg.append("g");
    group.append("title").text(`${bar.label}: ${bar.value}`);
    group.append("text").attr("x", names).attr("y", y + 14).attr("text-anchor", "end").text(text);
    group.append("rect").attr("x", names + 10).attr("y", y + 2).attr("width", Math.max(2, scale(bar.value))).attr("height", 16).attr("rx", 3).attr("fill", color("sure"));
    group.append("text").attr("x", names + 16 + Math.max(2, scale(bar.value))).attr("y", y + 14).text(bar.value);
  });
  return svg.node();
}
