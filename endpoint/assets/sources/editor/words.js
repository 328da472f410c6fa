// The words that the libraries write in English, in the language of the page; those of queries and results stay.
const ATTRIBUTES = ["title", "aria-label", "placeholder"];
const OURS = ".yasr_header, .yasqe_buttons, .tabsList, .dt-info, .dt-empty, .dataTables_info";

export function translateLibrary(place, texts) {
  const patterns = texts.patterns.map(({ said, told }) => [new RegExp(`^${said}$`), told]);
  if (!patterns.length) return;
  const tell = (text) => texts.library[text] || patterns.reduce((told, [said, to]) => told.replace(said, to), text);

  function dress() {
    for (const part of place.querySelectorAll(OURS)) {
      for (const element of [part, ...part.querySelectorAll("*")]) {
        for (const name of ATTRIBUTES) {
          const text = element.getAttribute(name);
          if (text && tell(text) !== text) element.setAttribute(name, tell(text));
        }
        for (const node of element.childNodes)
          if (node.nodeType === Node.TEXT_NODE && node.data.trim() && tell(node.data) !== node.data) node.data = tell(node.data);
      }
    }
  }

  let waiting;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(dress, 30);
  }).observe(place, { childList: true, subtree: true, characterData: true });
  dress();
}
