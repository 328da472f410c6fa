// Meetings by day: a strip of weeks for each year.
import { color, day, link, makeSvg } from "./frame.js";

const DAY = 864e5, LEFT = 44, TOP = 20;

export function drawView({ picture, data, width }) {
  const days = new Map();
  for (const meeting of data.meetings) days.set(meeting.date, [...(days.get(meeting.date) || []), meeting]);
  if (!days.size) return null;
  const years = [...new Set([...days.keys()].map((date) => date.slice(0, 4)))].sort().reverse().slice(0, 12);
  const cell = Math.min(20, Math.floor((Math.max(width, 640) - LEFT) / 54));
  const strip = 7 * cell + 26;
  const svg = makeSvg(picture, LEFT + 54 * cell, TOP + years.length * strip);
  const months = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", timeZone: "UTC" });
  years.forEach((year, number) => {
    const first = Date.UTC(Number(year), 0, 1), shift = (new Date(first).getUTCDay() + 6) % 7, y = TOP + number * strip;
    svg.append("text").attr("x", 2).attr("y", y + 4 * cell).attr("font-weight", 600).text(year);
    for (let at = first; new Date(at).getUTCFullYear() === Number(year); at += DAY) {
      const place = Math.round((at - first) / DAY) + shift, date = new Date(at).toISOString().slice(0, 10);
      const x = LEFT + Math.floor(place / 7) * cell, cellY = y + (place % 7) * cell, held = days.get(date);
      const parent = held ? link(svg, held[0].page, `${day(date)}: ${held.map((meeting) => meeting.label).join("; ")}`) : svg;
      parent.append("rect").attr("x", x).attr("y", cellY).attr("width", cell - 2).attr("height", cell - 2).attr("rx", 2).attr("fill", held ? color("sure") : color("raised")).attr("stroke", color("line"));
      if (held && held.length > 1) parent.append("text").attr("x", x + cell / 2 - 1).attr("y", cellY + cell / 2 + 3).attr("text-anchor", "middle").attr("font-size", 9).attr("style", null).attr("class", "count").text(held.length);
      if (date.endsWith("-01")) svg.append("text").attr("x", x).attr("y", y - 6).attr("font-size", 10).text(months.format(at));
    }
  });
  return svg.node();
}
