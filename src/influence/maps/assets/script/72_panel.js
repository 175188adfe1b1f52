// Panel: the situation in ten seconds - P(win), what moves it, who, how, next.
const shareOf = (value, all) => { const top = Math.max(...all.map(Math.abs), 1e-12); return Math.abs(value) / top; };
const pwinPart = (panel) => {
  if (panel.pwin === null && !panel.withheld) return [];
  const parts = [el("h2", { id: "deal" }, panel.deal.implicit ? say("deal.implicit") : panel.deal.name)];
  if (panel.pwin === null) parts.push(el("p", { class: "note warn" }, `${say("withheld")} ${told(panel.withheld)}`));
  else {
    parts.push(el("div", { class: "figure" }, el("strong", { "data-pwin": String(panel.pwin) }, percent(panel.pwin)), el("span", {}, say("pwin"))));
    if (panel.low !== null) {
      parts.push(el("div", { class: "gauge", role: "img", "aria-label": say("pwin.range", { low: percent(panel.low), high: percent(panel.high) }) },
        el("i", { "left%": 100 * panel.low, "width%": Math.max(1, 100 * (panel.high - panel.low)) }), el("b", { "left%": 100 * panel.pwin })));
      parts.push(el("p", { class: "note" }, say("pwin.range", { low: percent(panel.low), high: percent(panel.high) })));
    }
    if (panel.withheld) parts.push(el("p", { class: "note warn" }, told(panel.withheld)));
  }
  if (panel.assumed) parts.push(el("p", { class: "note" }, say("group.assumed")));
  return parts;
};
const movesPart = (panel) => {
  const moves = [...panel.allies.map((ally) => [ally.p, ally.worth]), ...panel.blockers.map((blocker) => [blocker.p, -blocker.cost])]
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, 5);
  const all = moves.map((move) => move[1]);
  return section("panel.moves", list(moves.map(([i, worth]) => personLine(i, { value: signed(worth), share: shareOf(worth, all), small: say(worth > 0 ? "worth" : "cost") }))));
};
const influencersPart = (panel) => {
  const all = panel.influencers.map((line) => line.value);
  return section("panel.influencers", list(panel.influencers.slice(0, 6).map((line) => personLine(line.p, {
    value: percent(line.value), share: shareOf(line.value, all),
    small: [line.hidden ? say("badge.hidden") : "", place(people[line.p]), line.low && line.high > line.low ? say("rank", { low: line.low, high: line.high }) : ""].filter(Boolean).join(" · "),
  }))));
};
const answersOf = (blocker) => el("ul", { class: "answers" }, blocker.answers.map((answer) => el("li", {},
  el("span", {}, el("b", {}, say(`answer.${answer.answer}`)), answer.through.length ? el("bdi", {}, ` ${answer.through.map((i) => people[i].name).join(" → ")}`) : "", answer.hours ? ` · ${say("hours", { n: answer.hours })}` : ""),
  el("b", {}, percent(answer.pwin)))));
const blockersPart = (panel) => section("panel.blockers", list(panel.blockers.map((blocker) => [
  personLine(blocker.p, { value: signed(-blocker.cost), small: [place(people[blocker.p]), blocker.veto > 0 ? say("veto", { p: percent(blocker.veto) }) : "", say(blocker.bypass.possible ? "bypass.yes" : "bypass.no")].filter(Boolean).join(" · ") }),
  blocker.interests.length ? el("p", { class: "note" }, el("bdi", {}, blocker.interests.map(({ kind, description }) => [word("interest", kind), description].filter(Boolean).join(say("colon"))).join(say("semicolon")))) : null, answersOf(blocker)])));
const routesPart = (panel) => section("panel.routes", list(panel.routes.map((i) => routeLine(routes[i]))));
const actionsPart = (panel) => section("panel.actions", list(panel.actions.map((action) => personLine(action.p, { value: action.gain === null ? "" : signed(action.gain), small: told(action.text) }))));
const questionsPart = (panel) => section("panel.questions", list(panel.questions.map((question) => (question.p === null ? el("p", { class: "note" }, told(question.text))
  : personLine(question.p, { value: question.change === null ? "" : `± ${(100 * question.change).toFixed(1)}`, small: told(question.text) })))));
const accountsPart = () => section("panel.accounts", list([...accounts].filter((a) => !a.us).sort((a, b) => b.count - a.count || a.i - b.i).slice(0, 60).map((account) => el("button", { type: "button", "data-account": account.id, onclick: () => go({ account: account.i, selected: null, tie: null }) },
  el("span", { class: account.rival ? "hexagon rival" : "hexagon", "aria-hidden": "true" }), el("span", { class: "what" }, el("b", {}, el("bdi", {}, account.name)), el("small", {}, [word("type", account.type), say("people.n", { n: number(account.count) })].filter(Boolean).join(" · "))),
  el("span", { class: "value" }, account.tier || "")))));
const smallPrint = () => [...section("panel.rest", el("p", { class: "note" }, say("asof", { date: doc.as_of })), ...doc.warnings.map((text) => el("p", { class: "note warn" }, el("bdi", {}, told(text))))),
  doc.assumptions.length ? el("details", { class: "note" }, el("summary", {}, say("assumptions")), facts(doc.assumptions.map(([name, value]) => [name, String(value)]))) : null];
const drawSituation = () => {
  const { panel } = doc;
  const whole = doc.kind === "accounts" || state.view === "accounts";
  const parts = whole && panel.pwin === null && !panel.withheld ? [el("h2", {}, doc.kind === "accounts" ? say("title.accounts") : el("bdi", {}, doc.title))] : pwinPart(panel);
  clear($("right"), ...parts, ...movesPart(panel), ...influencersPart(panel), ...blockersPart(panel), ...routesPart(panel), ...actionsPart(panel), ...questionsPart(panel),
    ...(whole ? accountsPart() : []), ...livePart(), ...smallPrint());
};
