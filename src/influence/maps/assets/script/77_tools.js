// Tools: undo, fit, picture file, print, language, theme.
const savePicture = () => {
  const ratio = 2;
  const sheet = el("canvas", {});
  sheet.width = size.width * ratio;
  sheet.height = (size.height + 44) * ratio;
  const g = sheet.getContext("2d");
  g.scale(ratio, ratio);
  g.fillStyle = paints.ground;
  g.fillRect(0, 0, size.width, size.height + 44);
  g.fillStyle = paints.ink;
  g.font = fontOf(650, 16);
  g.textAlign = "start";
  g.textBaseline = "middle";
  g.fillText(`${$("title").textContent} · ${say(`view.${state.view}`)} · ${doc.as_of}`, 16, 24);
  g.save();
  g.beginPath();
  g.rect(0, 44, size.width, size.height);
  g.clip();
  g.translate(0, 44);
  paintScene(g);
  g.restore();
  sheet.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    const link = el("a", { href: address, download: "influence-map.png" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    announce(say("saved"));
  }, "image/png");
};
const setTheme = (name) => { document.documentElement.dataset.theme = name; readPaints(); redraw(); };
const setLanguage = (name) => {
  lang = name;
  document.documentElement.lang = name === "zh" ? "zh-CN" : "en";
  rowsDrawn = "";
  drawChrome();
  drawAll();
};
const tool = (key, act, face) => el("button", { type: "button", "data-tool": key, "aria-label": say(`tool.${key}`), title: say(`tool.${key}`), onclick: act }, face || icon(key));
const drawTools = () => clear($("tools"), tool("undo", undo), tool("fit", fitNow), tool("png", savePicture), tool("print", () => window.print()),
  tool("theme", () => setTheme(dark() ? "light" : "dark")), tool("lang", () => setLanguage(lang === "zh" ? "en" : "zh"), lang === "zh" ? "EN" : "中文"));
const drawViews = () => clear($("views"), ...VIEWS.filter((name) => doc.views[name]).map((name) => el("button", { type: "button", "data-view": name, "aria-pressed": String(state.view === name), onclick: () => setView(name) }, say(`view.${name}`))));
const drawChrome = () => {
  const title = doc.kind === "accounts" ? say("title.accounts") : doc.title;
  $("title").textContent = title;
  document.title = title;
  $("subtitle").textContent = [doc.panel.deal && !doc.panel.deal.implicit ? doc.panel.deal.name : "", say("asof", { date: doc.as_of })].filter(Boolean).join(" · ");
  $("search").setAttribute("aria-label", say("search"));
  $("search").setAttribute("placeholder", say("search"));
  $("views").setAttribute("aria-label", say("views"));
  $("tools").setAttribute("aria-label", say("tools"));
  $("right").setAttribute("aria-label", say("panel"));
  $("left").setAttribute("aria-label", say("table.caption"));
  $("rows").setAttribute("aria-label", say("table.caption"));
  picture.setAttribute("aria-label", say("map.help"));
  drawTools();
  drawViews();
  drawFilters();
};
