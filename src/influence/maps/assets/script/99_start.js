// Start: read the document, draw, listen, say that the page is ready.
const drawAll = () => { drawStrip(); drawCount(); drawLegend(); drawTable(); drawRight(); drawViews(); redraw(); };
const afterChange = (before) => {
  const sceneMoved = before.view !== state.view || before.opened !== state.opened || before.only !== state.only;
  drawStrip();
  if (sceneMoved) { drawLegend(); fit(); }
  if (state.selected !== null && (before.selected !== state.selected || before.view !== state.view)) centreOn(state.selected);
  drawAll();
  if (before.filters !== state.filters && !document.activeElement.closest("#filter-body")) drawFilters();
  showRow();
  writeAddress();
};
const fresh = () => {
  past.length = 0;
  state = opening();
  recount();
  readHaystacks();
  rowsDrawn = "";
};
const begin = (given) => {
  readGraph(given);
  Object.assign(words, given.words || {});
  lang = given.lang === "zh" ? "zh" : "en";
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  fresh();
  drawChrome();
  drawLegend();
  resize();
  fit();
  drawAll();
};
const listenOnce = () => {
  onChange(afterChange);
  startPointer();
  startTable();
  startSearch();
  picture.addEventListener("keydown", keyOnMap);
  window.addEventListener("hashchange", readAddress);
  new ResizeObserver(() => { if (!state) return; const had = [size.width, size.height]; resize(); if (Math.abs(had[0] - size.width) > 2 || Math.abs(had[1] - size.height) > 2) fit(); redraw(); }).observe($("stage"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => setTheme(event.matches ? "dark" : "light"));
  let printed = null; // paper is light whatever the screen is
  matchMedia("print").addEventListener("change", (event) => {
    if (event.matches) { printed = dark() ? "dark" : "light"; setTheme("light"); } else if (printed) setTheme(printed);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && !typing) go({ selected: null, tie: null, account: null });
    if (event.key === "/" && !typing) { $("search").focus(); event.preventDefault(); }
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) { undo(); event.preventDefault(); }
    if (!typing && event.key >= "1" && event.key <= "5" && !event.ctrlKey && !event.metaKey && !event.altKey) { const names = VIEWS.filter((name) => doc.views[name]); if (names[event.key - 1]) setView(names[event.key - 1]); }
  });
};
const start = async () => {
  const given = JSON.parse($("influence-data").textContent);
  const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = given.theme || theme;
  readPaints();
  Object.assign(words, given.words);
  lang = given.lang === "zh" ? "zh" : "en";
  listenOnce();
  if (given.live) {
    live.token = takeToken();
    live.on = true;
    try { begin((await ask(`page?${query({ lang: given.lang })}`)).answer); } catch (error) { clear($("right"), el("p", { class: "note warn" }, error.message)); document.documentElement.dataset.state = "failed"; return; }
  } else {
    begin(given);
  }
  window.influence = api;
  readAddress();
  document.documentElement.dataset.state = "ready";
};
start();
