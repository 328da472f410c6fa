// Completion: classes and properties of our ontology from the page itself, entities from /search; accents may be left out.
const MOST_TERMS = 25;

export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

function shorten(iri, prefixes) {
  const fitting = Object.entries(prefixes).find(([, space]) => iri.startsWith(space) && /^[\w-]+$/.test(iri.slice(space.length)));
  return fitting ? `${fitting[0]}:${iri.slice(fitting[1].length)}` : `<${iri}>`;
}

async function findEntities(text, config) {
  const query = new URLSearchParams({ q: text, limit: "12", format: "json" });
  const answer = await fetch(`${config.search}?${query}`);
  if (!answer.ok) return [];
  return (await answer.json()).results.map((hit) => ({ text: `<${hit.iri}>`, label: hit.label, kind: config.kinds[hit.kind] || hit.kind }));
}

function findTerms(text, config) {
  const wanted = fold(text.replace(/^[\w-]*:/, ""));
  return config.terms
    .filter((term) => [term.name, term.vi, term.en].some((name) => name && fold(name).includes(wanted)))
    .sort((one, other) => Number(fold(other.name).startsWith(wanted)) - Number(fold(one.name).startsWith(wanted)))
    .slice(0, MOST_TERMS)
    .map((term) => ({
      text: shorten(term.iri, config.prefixes),
      label: term[config.language] || term.vi || term.name,
      kind: config.texts[term.class ? "class" : "property"],
    }));
}

// The words before the cursor that may be a name: what follows "<", else the run of words typed last without keywords.
function wordsBefore(yasqe) {
  const cursor = yasqe.getDoc().getCursor();
  const before = yasqe.getDoc().getLine(cursor.line).slice(0, cursor.ch);
  const opened = before.match(/<([^<>"]*)$/);
  if (opened) return { text: opened[1], from: cursor.ch - opened[0].length, iri: true, cursor };
  const run = before.match(/(?:^|[\s;.,({[|/^])((?:[\p{L}][\p{L}\p{M}\w:-]* )*[\p{L}][\p{L}\p{M}\w:-]*)$/u);
  const text = run?.[1].replace(/^(?:(?:[A-Z]+|a) )*/, "");
  return text && !/^[A-Z]+$/.test(text) ? { text, from: cursor.ch - text.length, iri: false, cursor } : null;
}

export function addCompleters(Yasqe, config) {
  let last = new Map();
  Yasqe.registerAutocompleter({
    name: "giaoban",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const words = wordsBefore(yasqe);
      return Boolean(words && words.text.length >= 2 && !/^https?:/.test(words.text) && !yasqe.getTokenAt(words.cursor).type?.includes("comment"));
    },
    preProcessToken: (yasqe, token) => {
      const words = wordsBefore(yasqe);
      if (!words) return token;
      return { ...token, autocompletionString: words.text, from: { line: words.cursor.line, ch: words.from }, to: words.cursor, iri: words.iri };
    },
    get: async (yasqe, token) => {
      const text = token?.autocompletionString || "";
      const terms = token?.iri ? [] : findTerms(text, config);
      const entities = text.includes(":") ? [] : await findEntities(text, config);
      const found = token?.iri ? entities : [...terms, ...entities];
      last = new Map(found.map((entry) => [entry.text, entry]));
      return [...last.keys()];
    },
    postProcessSuggestion: (yasqe, token, suggested) => suggested,
    postprocessHints: (yasqe, hints) =>
      hints.map((hint) => {
        const entry = last.get(hint.text);
        if (!entry) return hint;
        return { ...hint, render: (item) => item.append(`${entry.label} `, Object.assign(document.createElement("small"), { textContent: `${entry.kind} · ${entry.text.length > 60 ? "…" + entry.text.slice(-50) : entry.text}` })) };
      }),
  });
}
