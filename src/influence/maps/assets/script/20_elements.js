// Elements: the only way anything enters the page. Text always goes through textContent.
const $ = (id) => document.getElementById(id);
const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "width%") node.style.width = `${value}%`;
    else if (name === "left%") node.style.left = `${value}%`;
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
};
const clear = (node, ...children) => {
  node.textContent = "";
  node.append(...children.filter((child) => child));
  return node;
};
const announce = (text) => { $("status").textContent = text; };
const ICONS = {
  fit: ["M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"], undo: ["M9 7 4 12l5 5", "M4 12h10a6 6 0 0 1 6 6"],
  png: ["M4 5h16v14H4z", "m4 16 5-5 4 4 3-3 4 4"], print: ["M7 9V4h10v5", "M5 9h14v8h-3v-2H8v2H5z", "M8 15h8v5H8z"],
  theme: ["M20 14a8 8 0 1 1-10-10 6.5 6.5 0 0 0 10 10z"],
};
const icon = (name) => {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const d of ICONS[name]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
};
