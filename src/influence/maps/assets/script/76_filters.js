// Filters: layer, attitude, kind of tie, strength, account, all ties or the main ones, interests.
const boxes = (key, values, scale) => el("fieldset", {}, el("legend", {}, say(`filter.${key}`)), values.map((value) => el("label", {},
  el("input", { type: "checkbox", "data-filter": key, value, checked: has(state.filters[key], value), onchange: () => gather(key, values) }), word(scale, value))));
const gather = (key, values) => {
  const on = [...document.querySelectorAll(`#filter-body input[data-filter="${key}"]`)].filter((box) => box.checked).map((box) => box.value);
  setFilter({ [key]: on.length === values.length ? null : on });
};
const drawFilters = () => {
  const details = $("filters");
  details.querySelector("summary").textContent = say("filters");
  const used = doc.kinds.map((kind) => kind.name).filter((name) => ties.some((tie) => tie.kind === name));
  const inUse = accounts.filter((account) => !account.us && account.people.length);
  clear($("filter-body"), boxes("layer", [...LAYERS, "none"], "layer"), boxes("attitude", ATTITUDES, "attitude"), boxes("kind", used, "tie"),
    el("label", { class: "label" }, say("filter.strength"), el("input", { type: "range", min: "0", max: "1", step: "0.05", value: String(state.filters.strength), "data-filter": "strength", onchange: (event) => setFilter({ strength: Number(event.target.value) }) })),
    inUse.length > 1 ? el("label", { class: "label" }, say("filter.account"), el("select", { "data-filter": "account", onchange: (event) => setFilter({ account: event.target.value === "" ? null : Number(event.target.value) }) },
      el("option", { value: "" }, say("all")), inUse.slice(0, 500).map((account) => el("option", { value: String(account.i), selected: state.filters.account === account.i }, account.name)))) : null,
    people.some((person) => person.level > 0) ? el("label", {}, el("input", { type: "checkbox", "data-filter": "people", checked: state.filters.people === "all", onchange: (event) => { setFilter({ people: event.target.checked ? "all" : "main" }); fitNow(); } }), say("filter.people")) : null,
    el("label", {}, el("input", { type: "checkbox", "data-filter": "ties", checked: state.filters.ties === "all", onchange: (event) => setFilter({ ties: event.target.checked ? "all" : "main" }) }), say("filter.ties")),
    el("label", {}, el("input", { type: "checkbox", "data-filter": "interests", checked: state.filters.interests, onchange: (event) => setFilter({ interests: event.target.checked }) }), say("filter.interests")),
    el("div", { class: "actions" }, el("button", { type: "button", "data-do": "free", onclick: () => { go({ filters: { ...FREE, ties: state.filters.ties }, only: null, onlyRoute: false }); drawFilters(); } }, say("filter.free"))));
};
const drawCount = () => {
  $("count").textContent = say("shown", { shown: number(shownPeople.length), total: number(doc.total.people), ties: number(shownTies.length), all: number(doc.total.ties) });
};
const drawStrip = () => {
  const strip = $("strip");
  const chips = [];
  if (state.route !== null) {
    chips.push(el("span", { class: "chip" }, el("bdi", {}, `${routeNames(routes[state.route])} · ${percent(routes[state.route].p)}`)),
      el("button", { type: "button", class: "chip", "data-do": "only-route", "aria-pressed": String(state.onlyRoute), onclick: () => { go({ onlyRoute: !state.onlyRoute }); fitNow(); } }, say(state.onlyRoute ? "route.all" : "route.only")),
      el("button", { type: "button", class: "chip", "data-do": "no-route", onclick: () => { go({ route: null, onlyRoute: false }); } }, `✕ ${say("route.clear")}`));
  }
  if (state.only) chips.push(el("button", { type: "button", class: "chip", "data-do": "no-focus", onclick: () => { go({ only: null }); fitNow(); } }, `✕ ${say("do.everyone")}`));
  strip.hidden = !chips.length;
  clear(strip, ...chips);
};
const LEGEND = { team: "team", referrer: "referrer" };
const sample = (attributes, text, mark = "") => el("span", {}, el("i", { ...attributes, "aria-hidden": "true" }, mark), text);
const tieLegend = () => {
  if (state.view === "chart") return [];
  const kinds = { evidenced: (tie) => !tie.inferred && !tie.conflict, inferred: (tie) => tie.inferred, conflict: (tie) => tie.conflict };
  return Object.keys(kinds).filter((kind) => shownTies.some(kinds[kind])).map((kind) => sample({ class: `stroke ${kind}` }, say(`legend.${kind}`)));
};
const accountLegend = () => (state.view !== "accounts" ? [] : [sample({ class: "hexagon" }, say("legend.account")),
  ...(accounts.some((account) => account.rival) ? [sample({ class: "hexagon rival" }, say("legend.rival"))] : [])]);
const drawLegend = () => {
  const used = ATTITUDES.filter((attitude) => shownPeople.some((person) => person.group === "contact" && person.attitude === attitude));
  const marks = BADGES.filter((badge) => badge !== "unknown" && shownPeople.some((person) => person.badges.includes(badge)));
  clear($("legend"), ...used.map((attitude) => sample({ class: "dot", "data-a": attitude }, word("attitude", attitude), MARKS[attitude])),
    ...Object.keys(LEGEND).filter((group) => shownPeople.some((person) => person.group === group)).map((group) => sample({ class: "dot", "data-g": group }, word("group", group))),
    ...marks.map((badge) => el("span", {}, el("b", {}, say(`badge.${badge}.short`)), say(`badge.${badge}`))), ...tieLegend(),
    ...(shownPeople.some((person) => person.influence) ? [el("span", {}, say("legend.size"))] : []), ...accountLegend());
  $("legend").hidden = !$("legend").childElementCount;
};
