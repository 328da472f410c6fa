// Results: IRIs of this graph lead to our pages and show their labels beside them; a switch takes the labels away.
const KEPT = "giaoban-labels";
const MOST = 200;

function pageOf(iri, config) {
  if (iri.startsWith(config.prefixes.gb)) return `${config.root}/ontology#${iri.slice(config.prefixes.gb.length)}`;
  if (!iri.startsWith(config.base)) return iri;
  const local = iri.slice(config.base.length);
  if (local.startsWith("id/")) return `${config.root}/page/${local.slice(3)}`;
  if (local.startsWith("term/")) return `${config.root}/page/${local}`;
  return local.startsWith("graph/") ? `${config.root}/${local}` : iri;
}

async function fetchLabels(iris, config) {
  const query = config.labelQuery.replace("VALUES ?thing { }", `VALUES ?thing { ${iris.map((iri) => `<${iri}>`).join(" ")} }`);
  const answer = await fetch(config.endpoint, {
    method: "POST",
    headers: { Accept: "application/sparql-results+json", "Content-Type": "application/sparql-query" },
    body: query,
  });
  return answer.ok ? (await answer.json()).results.bindings : [];
}

export function watchResults(yasr, config) {
  const known = new Map();
  const shown = document.getElementById("show-labels");
  shown.checked = localStorage.getItem(KEPT) !== "off";

  async function dress() {
    const links = [...yasr.resultsEl.querySelectorAll("a.iri:not([data-iri])")];
    for (const link of links) {
      link.dataset.iri = link.href.startsWith("http") ? link.getAttribute("href") : "";
      link.href = pageOf(link.dataset.iri, config);
    }
    if (!shown.checked) return;
    const bare = [...yasr.resultsEl.querySelectorAll("a.iri[data-iri]:not([data-labelled])")];
    const iris = [...new Set(bare.map((link) => link.dataset.iri))];
    const unknown = iris.filter((iri) => !known.has(iri) && !/[\s<>"{}|\\^`]/.test(iri)).slice(0, MOST);
    unknown.forEach((iri) => known.set(iri, ""));
    if (unknown.length) {
      for (const row of await fetchLabels(unknown, config)) {
        const own = row.label["xml:lang"] === config.language;
        if (own || !known.get(row.thing.value)) known.set(row.thing.value, row.label.value);
      }
    }
    for (const link of bare) {
      const label = known.get(link.dataset.iri);
      if (!label || link.dataset.labelled) continue;
      link.dataset.labelled = "true";
      link.parentElement.append(Object.assign(document.createElement("span"), { className: "label", textContent: label }));
    }
  }

  let waiting;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(dress, 30);
  }).observe(yasr.resultsEl, { childList: true, subtree: true });
  const apply = () => document.getElementById("editor").classList.toggle("without-labels", !shown.checked);
  shown.addEventListener("change", () => {
    localStorage.setItem(KEPT, shown.checked ? "on" : "off");
    apply();
    dress();
  });
  apply();
  dress();
}
