// Search: names, titles, departments, accounts, ids; every word must occur; the start of a name counts most.
const plain = (text) => String(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let haystacks = [];
const readHaystacks = () => {
  haystacks = people.map((person) => [plain(person.name), plain([person.name, person.id, person.title, person.department, employer(person), (doc.latin || {})[person.i] || ""].join(" "))]);
};
const search = (text) => {
  const wanted = plain(text || "").split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const found = [];
  people.forEach((person) => {
    const [name, all] = haystacks[person.i];
    if (!wanted.every((part) => all.includes(part))) return;
    const whole = wanted.join(" ");
    const rank = plain(person.id) === whole || name === whole ? 0 : name.startsWith(whole) ? 1 : wanted.every((part) => name.includes(part)) ? 2 : 3;
    found.push([rank, -(person.influence ?? 0), person.i]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).map(([, , i]) => people[i].id);
};
const pick = (id) => {
  $("hits").hidden = true;
  const i = indexOf.get(id);
  if (!placed(i)) { const view = VIEWS.find((name) => doc.views[name] && doc.views[name].x[i] !== null && doc.views[name].x[i] !== undefined); if (view) go({ view, selected: i, tie: null, account: null }); }
  focusPerson(i);
};
const drawHits = () => {
  const box = $("search");
  const found = search(box.value).slice(0, 12);
  const hits = $("hits");
  hits.hidden = !box.value.trim();
  clear(hits, ...found.map((id) => { const person = people[indexOf.get(id)]; return el("li", {}, el("button", { type: "button", onclick: () => pick(id) }, el("bdi", {}, person.name), el("small", {}, el("bdi", {}, place(person))))); }),
    ...(found.length ? [] : [el("li", { class: "note" }, say("search.none"))]));
};
const startSearch = () => {
  const box = $("search");
  box.addEventListener("input", () => { drawHits(); liveSearch(box.value); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { const [first] = search(box.value); if (first !== undefined) pick(first); else announce(say("search.none")); event.preventDefault(); }
    if (event.key === "Escape") { $("hits").hidden = true; box.value = ""; event.stopPropagation(); }
    if (event.key === "ArrowDown") { const first = $("hits").querySelector("button"); if (first) { first.focus(); event.preventDefault(); } }
  });
  $("hits").addEventListener("keydown", (event) => {
    const items = [...$("hits").querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && items[at + 1]) { items[at + 1].focus(); event.preventDefault(); }
    if (event.key === "ArrowUp") { (items[at - 1] || box).focus(); event.preventDefault(); }
    if (event.key === "Escape") { $("hits").hidden = true; box.focus(); event.stopPropagation(); }
  });
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest(".finder")) $("hits").hidden = true; });
};
