// The answer to a question (SPARQL 1.1 Query Results JSON) in the shapes that the pictures are drawn from.
const BOUNDS = ["firstAttested", "lastAttested", "startEarliest", "startLatest", "endEarliest", "endLatest"];
const NAMES = ["official", "post"];
const NUMBERS = ["articles", "meetings", "sources"];
const MOST = 60;

export function readAnswer(answer, view) {
  const rows = answer.results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell.value])));
  const cut = rows.length > MOST ? MOST : null;
  if (view === "calendar") return { meetings: rows.filter((row) => row.date).map((row) => ({ date: row.date, label: row.meeting })), cut: null };
  if (view === "timeline") {
    const bars = rows.slice(0, MOST).map((row) => ({ label: NAMES.filter((name) => row[name]).map((name) => row[name]).join(" · "), ...Object.fromEntries(BOUNDS.map((name) => [name, row[name]])) }));
    return { bars, cut };
  }
  const number = answer.head.vars.find((name) => NUMBERS.includes(name)), label = answer.head.vars[0];
  return { bars: rows.slice(0, MOST).map((row) => ({ label: row[label], value: Number(row[number]) })), cut };
}
