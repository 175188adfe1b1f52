// Card: one person, one tie or one account, opened from the map, the table or a line.
const backButton = () => el("button", { type: "button", class: "back", onclick: () => go({ selected: null, tie: null, account: null }) }, `← ${say("back")}`);
const badgesOf = (person) => (person.badges.length ? el("div", { class: "badges" }, person.badges.map((badge) => el("span", { class: `badge ${badge === "blocks" ? "bad" : "strong"}` }, say(`badge.${badge}`)))) : null);
const tieLine = (tie, i) => el("button", { type: "button", "data-tie": String(tie.i), onclick: () => go({ tie: tie.i, account: null }) },
  dot(people[other(tie, i)]),
  el("span", { class: "what" }, el("b", {}, el("bdi", {}, sentence(tie))), tie.evidence ? el("small", { "data-evidence": true }, el("bdi", {}, tie.evidence)) : null,
    el("small", {}, [tie.inferred ? say("inferred") : "", tie.last ? say("last", { date: tie.last }) : "", tie.since ? say("since", { date: tie.since }) : ""].filter(Boolean).join(" · "))),
  el("span", { class: "value" }, tie.strength === null ? "–" : decimal(tie.strength)));
const interestLine = (interest) => el("div", { class: "row" },
  el("span", { "aria-hidden": "true" }, interest.effect === "threatened" ? "▼" : interest.effect === "served" ? "▲" : "•"),
  el("span", { class: "what" }, [word("interest", interest.kind), word("effect", interest.effect), word("state", interest.state)].filter(Boolean).join(" · "),
    interest.description ? el("small", {}, el("bdi", {}, interest.description)) : null), el("span", {}, ""));
const leavesPart = (person) => {
  const { leaves } = person;
  if (!leaves) return [];
  const lines = [];
  if (leaves.pwin !== null && leaves.pwin !== undefined) lines.push([say("pwin"), leaves.before === undefined || leaves.before === null ? percent(leaves.pwin) : `${percent(leaves.before)} → ${percent(leaves.pwin)}`]);
  if (leaves.orphans && leaves.orphans.length) lines.push([say("leaves.orphans"), leaves.orphans.map((i) => people[i].name).join(say("comma"))]);
  for (const [to, before, after] of leaves.routes || []) lines.push([say("leaves.route", { name: people[to].name }), `${percent(before)} → ${percent(after)}`]);
  return section("card.leaves", facts(lines) || el("p", { class: "note" }, say("leaves.nothing")));
};
const actionsFor = (person) => el("div", { class: "actions" },
  el("button", { type: "button", "data-do": "expand", onclick: () => expand(person.i) }, say("do.expand")),
  el("button", { type: "button", "data-do": "focus", "aria-pressed": String(Boolean(state.only)), onclick: () => focusOn(person.i) }, say("do.focus")),
  person.routes.length ? el("button", { type: "button", "data-do": "route", "aria-pressed": String(state.onlyRoute), onclick: () => onlyRoute(person) }, say("do.route")) : null,
  doc.account_pages && person.account >= 0 && accounts[person.account].href ? el("a", { class: "button", href: accounts[person.account].href }, say("do.page")) : null);
const onlyRoute = (person) => {
  if (state.onlyRoute) go({ onlyRoute: false });
  else go({ onlyRoute: true, route: state.route !== null && routes[state.route].people.includes(person.i) ? state.route : person.routes[0] });
  fitNow();
};
const language = (code) => { try { return new Intl.DisplayNames([lang], { type: "language" }).of(code); } catch { return code; } };
const factValue = (key, value) => (key === "language" ? language(value) : key === "role" || key === "part" ? word(key, value) : value);
const drawPerson = (person) => {
  const near = person.ties.map((t) => ties[t]).sort((a, b) => (b.strength ?? 2) - (a.strength ?? 2) || a.i - b.i);
  const numbers = [[say("fact.attitude"), person.group === "contact" ? word("attitude", person.attitude) : ""], [say("fact.layer"), word("layer", person.layer)],
    [say("fact.influence"), person.influence === null ? "" : percent(person.influence, 1)], [say("fact.opinion"), person.opinion === null || person.opinion === undefined ? "" : decimal(person.opinion)],
    ...(((doc.facts || {})[person.i]) || []).map(([key, value]) => [say(`fact.${key}`), factValue(key, value)])];
  clear($("right"), backButton(), el("h2", { "data-card": person.id }, el("bdi", {}, person.name)), el("p", { class: "sub", "data-title": true }, el("bdi", {}, place(person))), badgesOf(person),
    noteOf(person), actionsFor(person), ...section("card.facts", facts(numbers)),
    ...section("card.routes", list(person.routes.map((i) => routeLine(routes[i]))) || (person.group === "contact" ? el("p", { class: "note" }, say("route.none")) : null)),
    ...section("card.interests", person.interests.map(interestLine)), ...leavesPart(person), ...livePersonPart(person),
    ...section("card.ties", list(near.slice(0, 200).map((tie) => tieLine(tie, person.i)))));
};
const drawTie = (tie) => {
  clear($("right"), backButton(), el("h2", { "data-tie-card": String(tie.i) }, el("bdi", {}, sentence(tie))), el("p", { class: "sub" }, word("tie", tie.kind)),
    tie.evidence ? el("p", { class: "note", "data-evidence": true }, el("bdi", {}, tie.evidence)) : el("p", { class: "note" }, say(tie.inferred ? "evidence.inferred" : "evidence.none")),
    ...section("card.facts", facts([[say("fact.strength"), tie.strength === null ? "–" : decimal(tie.strength)], [say("fact.confidence"), percent(tie.confidence)], [say("fact.since"), tie.since],
      [say("fact.last"), tie.last], [say("fact.directed"), say(tie.directed ? "yes" : "no")]])),
    ...section("card.ends", list([tie.source, tie.target].map((i) => personLine(i)))));
};
const drawAccount = (account) => {
  const open = state.opened.has(`a${account.i}`);
  clear($("right"), backButton(), el("h2", {}, el("bdi", {}, account.us ? say("us") : account.name)), el("p", { class: "sub" }, [word("type", account.type), say("people.n", { n: number(account.count) })].filter(Boolean).join(" · ")),
    el("div", { class: "actions" }, account.people.length ? el("button", { type: "button", "data-do": "open", "aria-pressed": String(open), onclick: () => openAccount(account.i) }, say(open ? "do.close" : "do.open")) : null,
      account.href ? el("a", { class: "button", href: account.href }, say("do.page")) : null),
    ...section("card.facts", facts((account.facts || []).map(([key, value]) => [say(`fact.${key}`), value]))),
    ...section("card.people", list([...account.people].sort((a, b) => people[b].size - people[a].size || a - b).slice(0, 40).map((i) => personLine(i)))));
};
const drawRight = () => {
  const panel = $("right");
  const key = `${state.selected}/${state.tie}/${state.account}/${lang}`;
  if (state.tie !== null) drawTie(ties[state.tie]);
  else if (state.account !== null) drawAccount(accounts[state.account]);
  else if (state.selected !== null) drawPerson(people[state.selected]);
  else drawSituation();
  if (panel.dataset.key !== key) panel.scrollTop = 0;
  panel.dataset.key = key;
};
