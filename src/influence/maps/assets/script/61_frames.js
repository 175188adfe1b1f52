// Frames: what stands behind the people of a view - lines of a chart, axes of the grid, columns of the routes.
const paintFrame = (g) => {
  for (const item of doc.views[state.view].frame || []) {
    const [x, y] = toScreen(item.x, item.y);
    if (item.kind === "band") {
      g.fillStyle = item.shade ? paints["accent-soft"] : paints.paper;
      g.globalAlpha = item.shade ? 0.55 : 0.75;
      g.beginPath();
      g.roundRect(x, y, item.w * camera.scale, item.h * camera.scale, 10);
      g.fill();
      g.globalAlpha = 1;
    }
    if (item.kind === "label") {
      g.fillStyle = paints.muted;
      g.font = fontOf(600, Math.max(11, Math.min(15, 13 * camera.scale)));
      g.textAlign = item.align || "center";
      g.textBaseline = "alphabetic";
      g.fillText(item.key ? say(item.key, item) : item.text, x, y);
    }
    if (item.kind === "rule") {
      const [x2, y2] = toScreen(item.x + item.w, item.y + item.h);
      g.strokeStyle = paints.line;
      g.lineWidth = 1;
      g.beginPath();
      g.moveTo(x, y);
      g.lineTo(x2, y2);
      g.stroke();
    }
  }
};
const CONNECT = [
  (parent, child, under) => { const middle = child.y - 40 * camera.scale; return [[parent.x, Math.min(under, middle)], [parent.x, middle], [child.x, middle], [child.x, child.y]]; },
  (parent, child) => { const middle = (parent.y + child.y) / 2 + 9; return [[parent.x, parent.y], [parent.x, middle], [child.x, middle], [child.x, child.y]]; },
  (parent, child, under) => {
    const side = child.x - Math.max(RAIL * camera.scale, Math.min(44, 72 * camera.scale));
    const turn = Math.max(under + 4, parent.y + 64 * camera.scale);
    return [[parent.x, under], [parent.x, turn], [side, turn], [side, child.y], [child.x, child.y]];
  },
];
const paintChart = (g) => {
  for (const [child, parent, style] of doc.views.chart.lines) {
    if (!isShown[child] || !isShown[parent]) continue;
    const [from, to] = [parent, child].map((i) => { const [x, y] = toScreen(...position(i)); return { x, y }; });
    const under = from.y + radiusOf(people[parent]) + (camera.scale < 0.8 ? 20 : 34);
    g.strokeStyle = paints.tie;
    g.lineWidth = style === 1 ? 1.2 : 1.5;
    g.setLineDash(style === 1 ? [3, 4] : []);
    g.beginPath();
    CONNECT[style](from, to, under).forEach(([x, y]) => g.lineTo(x, y));
    g.stroke();
  }
  g.setLineDash([]);
};
const paintAccounts = (g) => {
  for (const link of doc.links) {
    const [x1, y1] = toScreen(...accountPosition(link[0]));
    const [x2, y2] = toScreen(...accountPosition(link[1]));
    g.strokeStyle = link[3] ? paints.ink : paints.tie;
    g.setLineDash(link[3] ? [6, 4] : []);
    g.lineWidth = Math.min(7, 0.7 + Math.sqrt(link[2]) * 0.7);
    g.globalAlpha = 0.6;
    g.beginPath();
    g.moveTo(x1, y1);
    g.lineTo(x2, y2);
    g.stroke();
  }
  g.globalAlpha = 1;
  g.setLineDash([]);
  for (const account of accounts) {
    const [x, y] = toScreen(account.x, account.y);
    const open = state.opened.has(`a${account.i}`);
    const r = account.r * camera.scale;
    g.beginPath();
    if (account.us) g.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.3);
    else for (let side = 0; side < 6; side += 1) g.lineTo(x + r * Math.cos(side * Math.PI / 3), y + r * Math.sin(side * Math.PI / 3));
    g.closePath();
    g.fillStyle = open ? paints.paper : account.us ? paints.accent : account.rival ? paints.doubt : paints["accent-soft"];
    g.fill();
    g.lineWidth = state.account === account.i ? 3 : 1.5;
    g.strokeStyle = account.rival ? paints.resist : paints.accent;
    g.stroke();
    if (r < 5) continue;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillStyle = account.us && !open ? (dark() ? "#0d141b" : "#fff") : account.rival && !open ? "#14202c" : paints.ink;
    g.font = fontOf(650, Math.max(9, Math.min(14, r * 0.5)));
    if (!open) g.fillText(number(account.count), x, y);
  }
};
