// Paint: the picture of the plane, drawn once when still; while the plane moves the picture is only shifted.
let paints = {};
const readPaints = () => {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ground", "paper", "ink", "muted", "faint", "line", "tie", "accent", "accent-soft", "resist", "doubt", "neutral", "accept", "support", "unknown", "font"]) {
    paints[name] = style.getPropertyValue(`--${name}`).trim();
  }
};
const dark = () => document.documentElement.dataset.theme === "dark";
const fontOf = (weight, px) => `${weight} ${px}px ${paints.font}`;
const radiusOf = (person) => {
  const zoom = Math.min(1.25, Math.max(0.42, Math.sqrt(camera.scale)));
  return person.size * zoom;
};
const outline = (g, person, x, y, r) => {
  g.beginPath();
  if (person.group === "team") g.roundRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, r * 0.35);
  else if (person.group === "referrer") { g.moveTo(x, y - r * 1.2); g.lineTo(x + r * 1.2, y); g.lineTo(x, y + r * 1.2); g.lineTo(x - r * 1.2, y); g.closePath(); }
  else g.arc(x, y, r, 0, 7);
};
const fillOf = (person) => person.colour || (person.group === "team" ? paints.accent : person.group === "referrer" ? paints.paper : paints[person.attitude]);
const markColour = (person) => (dark() ? "#0d141b" : ["doubt", "neutral", "accept"].includes(person.attitude) ? "#14202c" : "#fff");
const paintPerson = (g, person, x, y) => {
  const r = radiusOf(person);
  outline(g, person, x, y, r);
  g.fillStyle = fillOf(person);
  g.fill();
  g.lineWidth = person.group === "referrer" ? 2 : 1.2;
  g.strokeStyle = person.group === "contact" ? (person.attitude === "unknown" ? paints.muted : paints.paper) : paints.accent;
  if (person.group === "contact" && person.attitude === "unknown") g.setLineDash([3, 2.5]);
  g.stroke();
  g.setLineDash([]);
  if (r < 6) return;
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.font = fontOf(700, Math.max(8, r * 0.95));
  if (person.group === "contact") {
    g.fillStyle = person.attitude === "unknown" ? paints.ink : markColour(person);
    g.fillText(MARKS[person.attitude], x, y + r * 0.06);
  }
  paintBadges(g, person, x, y, r);
};
// Above and beside the node, never below, where the name stands.
const BADGE_ANGLES = [-0.85, 0.02, -2.3, -1.57];
const badgesShown = (person) => (camera.scale < 0.36 ? [] : person.badges.filter((badge) => badge !== "unknown").slice(0, 4));
const badgeRadius = (r) => Math.max(r + 4, 15);
const paintBadges = (g, person, x, y, r) => {
  badgesShown(person).forEach((badge, n) => {
    const angle = BADGE_ANGLES[n];
    const [bx, by] = [x + Math.cos(angle) * badgeRadius(r), y + Math.sin(angle) * badgeRadius(r)];
    g.beginPath();
    g.arc(bx, by, 7, 0, 7);
    g.fillStyle = badge === "blocks" ? paints.resist : paints.paper;
    g.fill();
    g.lineWidth = 1.2;
    g.strokeStyle = badge === "blocks" ? paints.resist : paints.ink;
    g.stroke();
    g.fillStyle = badge === "blocks" ? (dark() ? "#0d141b" : "#fff") : paints.ink;
    g.font = fontOf(700, 8.5);
    g.fillText(say(`badge.${badge}.short`), bx, by + 0.5);
  });
};
const arrow = (g, x1, y1, x2, y2, r) => {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < r + 10) return;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [tx, ty] = [x2 - ux * (r + 2), y2 - uy * (r + 2)];
  g.beginPath();
  g.moveTo(tx, ty);
  g.lineTo(tx - ux * 8 - uy * 3.6, ty - uy * 8 + ux * 3.6);
  g.lineTo(tx - ux * 8 + uy * 3.6, ty - uy * 8 - ux * 3.6);
  g.closePath();
  g.fill();
};
const widthOf = (tie) => 0.6 + 2.8 * (tie.strength ?? 0.3);
const paintTie = (g, tie, strong) => {
  const [x1, y1] = toScreen(...position(tie.source));
  const [x2, y2] = toScreen(...position(tie.target));
  g.setLineDash(tie.inferred ? [5, 4] : tie.conflict ? [2, 3] : []);
  g.lineWidth = widthOf(tie) * Math.min(1.2, Math.max(0.5, camera.scale)) + (strong ? 0.8 : 0);
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
  g.setLineDash([]);
  if (tie.conflict && camera.scale > 0.35) paintConflict(g, (x1 + x2) / 2, (y1 + y2) / 2);
  if (tie.directed && camera.scale > 0.35) arrow(g, x1, y1, x2, y2, radiusOf(people[tie.target]));
};
const paintConflict = (g, x, y) => {
  g.lineWidth = 2.4;
  g.beginPath();
  g.moveTo(x - 4, y - 4); g.lineTo(x + 4, y + 4);
  g.moveTo(x + 4, y - 4); g.lineTo(x - 4, y + 4);
  g.stroke();
};
const inside = (x, y, pad) => x > -size.width * pad && y > -size.height * pad && x < size.width * (1 + pad) && y < size.height * (1 + pad);
const paintTies = (g, list, colour, strong = false) => {
  for (const tie of list) {
    g.strokeStyle = tie.conflict ? paints.resist : colour;
    g.fillStyle = g.strokeStyle;
    paintTie(g, tie, strong);
  }
};
const paintManyTies = (g) => {
  // A thousand thin lines as three paths: what the eye reads here is density, and one stroke call is cheap.
  [0.34, 0.67, 1.01].forEach((limit, band) => {
    g.beginPath();
    for (const tie of shownTies) {
      const s = tie.strength ?? 0.2;
      if (s >= limit || (band && s < limit - 0.335)) continue;
      const [x1, y1] = toScreen(...position(tie.source));
      const [x2, y2] = toScreen(...position(tie.target));
      g.moveTo(x1, y1);
      g.lineTo(x2, y2);
    }
    g.globalAlpha = 0.16 + 0.16 * band;
    g.lineWidth = 0.5 + 0.5 * band;
    g.strokeStyle = paints.tie;
    g.stroke();
  });
  g.globalAlpha = 1;
};
