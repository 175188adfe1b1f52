// Picture: two canvases. The lower holds the whole drawing with a margin around the window; the upper what is under the pointer.
const picture = $("picture");
const overlay = $("overlay");
const shift = { x: 0, y: 0, scale: 1 };
let drawnAt = null;
let stillTimer = 0;
const litPeople = () => {
  const lit = onRoute();
  if (state.selected !== null) { lit.add(state.selected); if (state.route === null) neighbours(state.selected).forEach((i) => lit.add(i)); }
  if (state.tie !== null) { lit.add(ties[state.tie].source); lit.add(ties[state.tie].target); }
  return lit;
};
const litTies = () => {
  if (state.tie !== null) return [ties[state.tie]];
  const pairs = state.route !== null ? routePairs() : null;
  const near = state.selected === null ? [] : people[state.selected].ties;
  const found = new Set(pairs ? ties.filter((tie) => pairs.has(pair(tie.source, tie.target))).map((tie) => tie.i) : near);
  return [...found].map((i) => ties[i]).filter((tie) => isShown[tie.source] && isShown[tie.target]);
};
const resize = () => {
  const box = $("stage").getBoundingClientRect();
  size.width = Math.max(50, box.width);
  size.height = Math.max(50, box.height);
  size.ratio = Math.min(2, window.devicePixelRatio || 1);
  for (const canvas of [picture, overlay]) {
    const grow = canvas === picture ? 1 + 2 * margin : 1;
    canvas.width = Math.round(size.width * grow * size.ratio);
    canvas.height = Math.round(size.height * grow * size.ratio);
    canvas.style.width = `${size.width * grow}px`;
    canvas.style.height = `${size.height * grow}px`;
    canvas.style.left = canvas === picture ? `${-size.width * margin}px` : "0";
    canvas.style.top = canvas === picture ? `${-size.height * margin}px` : "0";
  }
};
const paintScene = (g) => {
  const lit = litPeople();
  paintFrame(g);
  if (state.view === "accounts") paintAccounts(g);
  g.globalAlpha = lit.size ? 0.25 : 0.72;
  if (state.view === "chart") { g.globalAlpha = lit.size ? 0.5 : 1; paintChart(g); }
  else if (shownTies.length > 1500) paintManyTies(g);
  else paintTies(g, shownTies, paints.tie);
  g.globalAlpha = 1;
  if (state.view !== "chart" || state.route !== null || state.tie !== null) paintTies(g, litTies(), paints.accent, true);
  paintPeople(g, lit);
  if (state.filters.interests) paintInterests(g);
  paintLabels(g, lit);
};
const paintPeople = (g, lit) => {
  for (const person of shownPeople) {
    const [x, y] = toScreen(...position(person.i));
    if (!inside(x, y, margin)) continue;
    g.globalAlpha = lit.size && !lit.has(person.i) ? 0.28 : 1;
    if (g.globalAlpha < 1) { outline(g, person, x, y, radiusOf(person)); const keep = g.globalAlpha; g.globalAlpha = 1; g.fillStyle = paints.ground; g.fill(); g.globalAlpha = keep; }
    paintPerson(g, person, x, y);
    if (person.i === state.selected) { g.beginPath(); g.arc(x, y, radiusOf(person) + 6, 0, 7); g.lineWidth = 2.5; g.strokeStyle = paints.accent; g.stroke(); }
  }
  g.globalAlpha = 1;
};
const paintInterests = (g) => {
  for (const person of shownPeople) {
    person.interests.forEach((interest, n) => {
      const [px, py] = toScreen(...position(person.i));
      const [x, y] = [px - radiusOf(person) - 9 - n * 11, py - 3];
      const down = interest.effect === "threatened" ? 1 : -1;
      g.beginPath();
      g.moveTo(x - 5, y - 4 * down); g.lineTo(x + 5, y - 4 * down); g.lineTo(x, y + 5 * down);
      g.closePath();
      g.fillStyle = interest.effect === "threatened" ? paints.resist : interest.effect === "served" ? paints.support : paints.neutral;
      g.fill();
      if (interest.state === "settled") { g.strokeStyle = paints.ink; g.lineWidth = 1; g.stroke(); }
    });
  }
};
const redraw = () => {
  if (!state) return;
  const g = picture.getContext("2d", { willReadFrequently: true });
  g.setTransform(1, 0, 0, 1, 0, 0);
  g.clearRect(0, 0, picture.width, picture.height);
  g.setTransform(size.ratio, 0, 0, size.ratio, size.width * margin * size.ratio, size.height * margin * size.ratio);
  paintScene(g);
  drawnAt = { ...camera };
  picture.style.transform = "";
  paintHover();
};
const showShifted = () => {
  // The old picture, moved to where the camera looks now.
  const scale = camera.scale / drawnAt.scale;
  const x = (drawnAt.x - camera.x) * camera.scale;
  const y = (drawnAt.y - camera.y) * camera.scale;
  picture.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  return Math.abs(x) > size.width * margin * 0.95 || Math.abs(y) > size.height * margin * 0.95;
};
const moved = () => {
  hoverAt(null);
  if (showShifted()) { redraw(); return; }
  clearTimeout(stillTimer);
  stillTimer = setTimeout(redraw, 120);
};
let hovered = null;
const hoverAt = (thing) => { hovered = thing; paintHover(); };
const paintHover = () => {
  const g = overlay.getContext("2d");
  g.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  g.clearRect(0, 0, size.width, size.height);
  picture.classList.toggle("over", hovered !== null);
  const tip = $("tip");
  tip.hidden = hovered === null;
  if (hovered === null) return;
  if (hovered.person !== undefined) paintHoverPerson(g, people[hovered.person]);
  if (hovered.tie !== undefined) paintHoverTie(g, ties[hovered.tie]);
  tip.textContent = tipText(hovered);
  tip.style.left = `${Math.min(size.width - 240, hovered.x + 14)}px`;
  tip.style.top = `${Math.max(4, hovered.y + 16)}px`;
};
const paintHoverPerson = (g, person) => {
  const near = person.ties.map((t) => ties[t]).filter((tie) => isShown[tie.source] && isShown[tie.target] && state.view !== "chart" && state.view !== "grid");
  g.globalAlpha = 0.8;
  paintTies(g, near, paints.accent);
  g.globalAlpha = 1;
  const [x, y] = toScreen(...position(person.i));
  g.beginPath();
  g.arc(x, y, radiusOf(person) + 4, 0, 7);
  g.lineWidth = 2;
  g.strokeStyle = paints.accent;
  g.stroke();
};
const paintHoverTie = (g, tie) => paintTies(g, [tie], paints.accent, true);
const tipText = ({ person, tie, account }) => {
  if (person !== undefined) return [people[person].name, place(people[person]), people[person].group === "contact" ? word("attitude", people[person].attitude) : ""].filter(Boolean).join("\n");
  if (tie !== undefined) return sentence(ties[tie]);
  return `${accounts[account].us ? say("us") : accounts[account].name} · ${say("people.n", { n: number(accounts[account].count) })}`;
};
