// Tenures: one line each, with the span that is certain and, paler, the one that is possible.
import { axisTop } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { addKeys, color, day, link, makeSvg, words } from "./frame.js";

const ROW = 38, TOP = 30, EDGE = 22, DAY = 864e5;
const time = (text) => (text ? Date.parse(text) : null);

function readSpan(bar) {
  const attested = [time(bar.firstAttested), time(bar.lastAttested)];
  const sure = [time(bar.startLatest) ?? attested[0], time(bar.endEarliest) ?? attested[1]];
  const known = sure.filter((value) => value !== null);
  if (!known.length) return null;
  const begin = sure[0] ?? known[0], end = Math.max(sure[1] ?? begin, begin);
  return { begin, end, earliest: time(bar.startEarliest), latest: time(bar.endLatest) };
}

export function drawView({ picture, tools, data, width }) {
  const rows = data.bars.map((bar) => ({ ...bar, span: readSpan(bar) })).filter((bar) => bar.span);
  if (!rows.length) return null;
  const known = rows.flatMap(({ span }) => [span.begin, span.end, span.earliest, span.latest]).filter((value) => value !== null);
  const low = Math.min(...known), high = Math.max(...known), room = Math.max((high - low) * 0.06, 120 * DAY);
  const scale = scaleUtc([low - room, high + room], [EDGE, width - EDGE]);
  const height = TOP + rows.length * ROW + 6;
  const svg = makeSvg(picture, width, height);
  svg.append("g").attr("transform", `translate(0,${TOP - 4})`).call(axisTop(scale).ticks(Math.max(3, width / 130)).tickSizeInner(-height));
  svg.selectAll(".tick line").attr("stroke", color("line"));
  svg.selectAll(".domain").remove();
  rows.forEach((row, number) => {
    const { begin, end, earliest, latest } = row.span;
    const y = TOP + number * ROW;
    const dates = `${words().sure}: ${day(row.startLatest || row.firstAttested)} – ${day(row.endEarliest || row.lastAttested)}; ${words().maybe}: ${day(row.startEarliest)} – ${day(row.endLatest)}`;
    const group = link(svg, row.page, `${row.label}\n${dates}`);
    const from = scale(earliest ?? scale.domain()[0]), to = scale(latest ?? scale.domain()[1]);
    group.append("rect").attr("x", from).attr("y", y + 19).attr("width", Math.max(1, to - from)).attr("height", 10).attr("rx", 3).attr("fill", color("maybe"));
    group.append("rect").attr("x", scale(begin) - 1.5).attr("y", y + 19).attr("width", Math.max(4, scale(end) - scale(begin))).attr("height", 10).attr("rx", 3).attr("fill", color("sure"));
    const left = scale(begin) < width * 0.6;
    const most = Math.floor((left ? width - Math.max(EDGE, from) : Math.min(width - EDGE, to)) / 6.6);
    const text = row.label.length > most ? `${row.label.slice(0, most - 1)}…` : row.label;
    group.append("text").attr("x", left ? Math.max(EDGE, from) : Math.min(width - EDGE, to)).attr("y", y + 14).attr("text-anchor", left ? "start" : "end").text(text);
  });
  addKeys(tools, [["sure", words().sure], ["maybe", words().maybe]]);
  return svg.node();
}
