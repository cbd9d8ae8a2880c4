// The drawing: vis-network places and draws nodes and edges; names are painted over it at one size on the screen,
// the better connected first, where they cover no other name.
let palette = {};
let network = null;
let nodeSet = null;
let edgeSet = null;
let hovered = null;
let hoveredEdge = null;
let labelBoxes = [];
const lastStyle = new Map();
const still = matchMedia("(prefers-reduced-motion: reduce)");

function readPalette() {
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(`--${name}`).trim();
  palette = { paper: colour("paper"), ink: colour("ink"), soft: colour("soft"), card: colour("card") };
  for (const type of NODE_TYPES) palette[type] = colour(type.toLowerCase());
  for (const type of EDGE_TYPES) palette[type] = colour(`e-${type.toLowerCase()}`);
}

function groups() {
  const made = {};
  for (const type of NODE_TYPES) {
    const on = { background: palette[type], border: palette.ink };
    made[type] = { color: { background: palette[type], border: palette.paper, highlight: on, hover: on } };
  }
  return made;
}

function buildNetwork() {
  readPalette();
  const { nodes, edges, options } = DATA.network;
  nodeSet = new vis.DataSet(nodes.map(({ label, ...rest }) => rest));
  edgeSet = new vis.DataSet(edges.map((e) => ({ ...e, color: { color: palette[EDGES.get(e.id).type] } })));
  network = new vis.Network($("graph"), { nodes: nodeSet, edges: edgeSet }, { ...options, groups: groups() });
  $("graph").querySelector(".vis-network").tabIndex = -1;
  network.on("afterDrawing", paintLabels);
  network.on("click", ({ nodes: [node], edges: [edge], pointer: { DOM } }) => {
    const under = node ?? labelAt(DOM) ?? null;
    if (under !== null) openNode(under);
    else if (edge !== undefined) openEdge(edge);
    else closePanel();
  });
  network.on("hoverNode", ({ node }) => hover(node, null));
  network.on("blurNode", () => hover(null, null));
  network.on("hoverEdge", ({ edge }) => hover(null, edge));
  network.on("blurEdge", () => hover(null, null));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readPalette();
    network.setOptions({ groups: groups() });
    lastStyle.clear();
    restyle();
  });
}

function hover(node, edge) {
  hovered = node;
  hoveredEdge = edge;
  $("graph").style.cursor = node !== null || edge !== null ? "pointer" : "";
  network.redraw();
}

// Nodes and edges that stand out; null when none does and all are equal.
function emphasis() {
  if (chosen.path) return { nodes: new Set([chosen.path.from, chosen.path.to, ...chosen.path.nodes]), edges: new Set(chosen.path.edges) };
  if (chosen.node) {
    const edges = NODES.get(chosen.node).edges.filter((e) => visible.edges.has(e.id));
    return { nodes: new Set([chosen.node, ...edges.map((e) => otherEnd(e, chosen.node))]), edges: new Set(edges.map((e) => e.id)) };
  }
  if (chosen.edge) {
    const edge = EDGES.get(chosen.edge);
    return { nodes: new Set([edge.from, edge.to]), edges: new Set([edge.id]) };
  }
  return null;
}

// Give vis-network the nodes and edges whose look has changed, and no others.
function restyle() {
  const strong = emphasis();
  const changed = (id, style) => {
    const key = JSON.stringify(style);
    if (lastStyle.get(id) === key) return false;
    lastStyle.set(id, key);
    return true;
  };
  const nodes = [];
  for (const id of NODES.keys()) {
    const style = { id, hidden: !visible.nodes.has(id), opacity: !strong || strong.nodes.has(id) ? 1 : 0.16 };
    if (changed(`n${id}`, style)) nodes.push(style);
  }
  const edges = [];
  for (const edge of EDGES.values()) {
    const opacity = !strong ? 0.62 : strong.edges.has(edge.id) ? 1 : 0.07;
    const colour = palette[edge.type];
    const style = { id: edge.id, hidden: !visible.edges.has(edge.id), color: { color: colour, highlight: colour, hover: colour, opacity } };
    if (changed(`e${edge.id}`, style)) edges.push(style);
  }
  if (nodes.length) nodeSet.update(nodes);
  if (edges.length) edgeSet.update(edges);
  if (chosen.node && visible.nodes.has(chosen.node)) network.selectNodes([chosen.node], false);
  else network.unselectAll();
  network.redraw();
}

const LINE_WIDTH = 22; // in half-width characters
const lineCache = new Map();
function labelLines(text) {
  if (lineCache.has(text)) return lineCache.get(text);
  const lines = [""];
  let width = 0;
  for (const char of text) {
    const step = char.charCodeAt(0) > 0x2e7f ? 2 : 1;
    if (width + step > LINE_WIDTH) {
      if (lines.length === 2) {
        lines[1] = `${lines[1].slice(0, -1)}…`;
        break;
      }
      lines.push("");
      width = 0;
    }
    lines[lines.length - 1] += char;
    width += step;
  }
  lineCache.set(text, lines);
  return lines;
}

function paintLabels(context) {
  const canvas = context.canvas;
  const ratio = canvas.width / canvas.clientWidth;
  const scale = network.getScale();
  const at = network.getPositions();
  const strong = emphasis();
  const first = [chosen.node, hovered, ...(chosen.path ? chosen.path.nodes : [])].filter((id) => id !== null);
  const order = [...first.map((id) => NODES.get(id)), ...(strong ? BY_DEGREE.filter((n) => strong.nodes.has(n.id)) : BY_DEGREE)];
  const zoomed = Math.min(1.25, Math.max(1, scale));
  const sizes = DATA.network.nodes;
  labelBoxes = [];
  const done = new Set();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = palette.paper;
  for (const node of order) {
    if (done.has(node.id) || !visible.nodes.has(node.id)) continue;
    done.add(node.id);
    const point = network.canvasToDOM(at[node.id]);
    if (point.x < -80 || point.y < -40 || point.x > canvas.clientWidth + 80 || point.y > canvas.clientHeight + 40) continue;
    const bold = node.id === chosen.node || node.id === hovered;
    const font = (11 + Math.min(3.5, Math.sqrt(node.edges.length) * 0.6)) * zoomed;
    context.font = `${bold ? 700 : 450} ${font}px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif`;
    const lines = labelLines(node.name);
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    const height = lines.length * font * 1.2;
    const gap = sizes[placeOf.get(node.id)].size * scale + 3;
    const spots = [
      [point.x, point.y + gap],
      [point.x, point.y - gap - height],
      [point.x + gap + width / 2, point.y - height / 2],
      [point.x - gap - width / 2, point.y - height / 2],
    ];
    const must = first.includes(node.id);
    const spot = spots.find(([x, y]) => free(x - width / 2, y, width, height)) ?? (must ? spots[0] : null);
    if (!spot) continue;
    const [x, y] = spot;
    labelBoxes.push({ id: node.id, left: x - width / 2, top: y, right: x + width / 2, bottom: y + height });
    context.fillStyle = palette.ink;
    lines.forEach((line, i) => {
      context.strokeText(line, x, y + i * font * 1.2);
      context.fillText(line, x, y + i * font * 1.2);
    });
  }
  if (hoveredEdge !== null) paintEdgeWord(context, EDGES.get(hoveredEdge), at);
  context.restore();
}

const placeOf = new Map(DATA.network.nodes.map((n, i) => [n.id, i]));
const free = (x, y, width, height) =>
  !labelBoxes.some((b) => x < b.right + 3 && x + width > b.left - 3 && y < b.bottom + 1 && y + height > b.top - 1);

function labelAt({ x, y }) {
  return labelBoxes.find((b) => x >= b.left && x <= b.right && y >= b.top && y <= b.bottom)?.id;
}

function paintEdgeWord(context, edge, at) {
  const a = network.canvasToDOM(at[edge.from]);
  const b = network.canvasToDOM(at[edge.to]);
  const text = [edgeWords(edge.type)[0], edge.props.title ?? (edge.props.mode && valueText("mode", edge.props.mode))].filter(Boolean).join(" · ");
  context.font = '600 12px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
  const width = context.measureText(text).width + 14;
  const x = (a.x + b.x) / 2;
  const y = (a.y + b.y) / 2;
  context.fillStyle = palette.ink;
  context.fillRect(x - width / 2, y - 10, width, 20);
  context.fillStyle = palette.paper;
  context.fillText(text, x, y - 6);
}

function bringIntoView(id) {
  const point = network.canvasToDOM(network.getPosition(id));
  const { clientWidth, clientHeight } = $("graph");
  const inside = point.x > 60 && point.y > 60 && point.x < clientWidth - 60 && point.y < clientHeight - 60;
  const scale = network.getScale();
  if (inside && scale >= 0.6) return;
  network.moveTo({ position: network.getPosition(id), scale: Math.max(scale, 0.85), animation: still.matches ? false : { duration: 350 } });
}

function fitAll() {
  const shown = [...visible.nodes];
  if (shown.length) network.fit({ nodes: shown, minZoomLevel: 0.05, maxZoomLevel: 1.4, animation: false });
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });
}

// The nearest seen node in the direction of an arrow key, those joined to it first.
function towards(id, key) {
  const [dx, dy] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
  const at = network.getPositions();
  const joined = new Set(NODES.get(id).edges.filter((e) => visible.edges.has(e.id)).map((e) => otherEnd(e, id)));
  let best = null;
  for (const other of visible.nodes) {
    if (other === id) continue;
    const x = at[other].x - at[id].x;
    const y = at[other].y - at[id].y;
    const along = x * dx + y * dy;
    const across = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0 || across > along * 1.2) continue;
    const cost = Math.hypot(x, y) + across + (joined.has(other) ? 0 : 1e6);
    if (best === null || cost < best.cost) best = { other, cost };
  }
  return best?.other ?? null;
}
