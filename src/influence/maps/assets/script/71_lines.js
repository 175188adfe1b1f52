// Lines: the building stones of panel and card. Pressing a line focuses it on the map.
const dot = (person) => (person.group === "contact"
  ? el("span", { class: "dot", "data-a": person.attitude, role: "img", "aria-label": word("attitude", person.attitude) }, MARKS[person.attitude])
  : el("span", { class: "dot", "data-g": person.group, role: "img", "aria-label": word("group", person.group) }));
const section = (key, ...children) => (children.flat().filter(Boolean).length ? [el("h3", {}, say(key)), ...children.flat()] : []);
const list = (items) => (items.length ? el("ul", { class: "lines" }, items.map((item) => el("li", {}, item))) : null);
const personLine = (i, { value = "", small = null, share = null, pressed = false, act = null } = {}) => {
  const person = people[i];
  return el("button", { type: "button", "data-person": person.id, "aria-pressed": pressed ? "true" : null, onclick: act || (() => focusPerson(i)) },
    dot(person), el("span", { class: "what" }, el("b", {}, el("bdi", {}, person.name)), el("small", {}, small ?? place(person))), el("span", { class: "value" }, value),
    share === null ? null : el("span", { class: "bar-of", "aria-hidden": "true" }, el("i", { "width%": Math.round(100 * Math.max(0, Math.min(1, share))) })));
};
const focusPerson = (i) => { select(i); if (placed(i)) { centreOn(i); redraw(); } };
const routeNames = (route) => route.people.map((i) => people[i].name).join(" → ");
const routeWords = (p) => say(p >= doc.words_act ? "route.act" : p >= doc.words_try ? "route.try" : "route.long");
const routeLine = (route) => el("button", { type: "button", "data-route": String(route.i), "aria-pressed": String(state.route === route.i), onclick: () => focusRoute(route.i) },
  el("span", { class: "dot", "data-g": "team", "aria-hidden": "true" }),
  el("span", { class: "what" }, el("b", {}, el("bdi", {}, routeNames(route))),
    el("small", {}, [routeWords(route.p), say("route.weakest", { from: people[route.people[route.weakest]].name, to: people[route.people[route.weakest + 1]].name }), ...route.flags.map((flag) => `⚑ ${told(flag)}`)].join(" · "))),
  el("span", { class: "value" }, percent(route.p)));
const focusRoute = (i) => {
  if (!routes[i].people.every(placed)) go({ view: "influence", route: null, onlyRoute: false });
  chooseRoute(i);
  if (state.route === null) return;
  const there = routes[i].people.filter(placed);
  const off = there.some((p) => { const [x, y] = toScreen(...position(p)); return x < 10 || y < 10 || x > size.width - 10 || y > size.height - 10; });
  if (off) fit();
  redraw();
  announce(routeNames(routes[i]));
};
const facts = (pairs) => {
  const rows = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return rows.length ? el("dl", { class: "facts" }, rows.flatMap(([key, value]) => [el("dt", {}, key), el("dd", {}, el("bdi", {}, value))])) : null;
};
const noteOf = ({ note, cut }) => (note
  ? el("p", { class: "note", "data-note": true }, el("bdi", {}, note), cut ? ` … ${say("cut", { n: number(cut) })}` : null) : null);
