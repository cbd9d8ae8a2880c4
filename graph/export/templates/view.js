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
  const styled = (prefix, item, style) => {
    lastStyle.set(prefix + item.id, JSON.stringify(style));
    return { ...item, ...style };
  };
  nodeSet = new vis.DataSet(nodes.map(({ label, ...rest }) => styled("n", rest, nodeStyle(rest.id, null))));
  edgeSet = new vis.DataSet(edges.map((e) => styled("e", e, edgeStyle(EDGES.get(e.id), null))));
  network = new vis.Network($("graph"), { nodes: nodeSet, edges: edgeSet }, { ...options, groups: groups() });
  $("graph").querySelector(".vis-network").tabIndex = -1;
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
  drawSoon();
}

// Nodes and edges that stand out; null when none does and all are equal.
function emphasis() {
  if (chosen.path) return { nodes: new Set([chosen.path.from, chosen.path.to, ...chosen.path.nodes]), edges: new Set(chosen.path.edges) };
  if (chosen.node && chosen.depth) return null; // all that is seen is its neighbourhood
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

function nodeStyle(id, strong) {
  return { id, hidden: !visible.nodes.has(id), opacity: !strong || strong.nodes.has(id) ? 1 : 0.16 };
}

function edgeStyle(edge, strong) {
  const opacity = !strong ? 0.62 : strong.edges.has(edge.id) ? 1 : 0.07;
  const colour = palette[edge.type];
  return { id: edge.id, hidden: !visible.edges.has(edge.id), color: { color: colour, highlight: colour, hover: colour, opacity } };
}

// Give vis-network the nodes and edges whose look has changed, and no others.
function restyle() {
  const strong = emphasis();
  const changed = (prefix, style) => {
    const key = JSON.stringify(style);
    if (lastStyle.get(prefix + style.id) === key) return false;
    lastStyle.set(prefix + style.id, key);
    return true;
  };
  const nodes = [...NODES.keys()].map((id) => nodeStyle(id, strong)).filter((style) => changed("n", style));
  const edges = [...EDGES.values()].map((edge) => edgeStyle(edge, strong)).filter((style) => changed("e", style));
  if (nodes.length) nodeSet.update(nodes);
  if (edges.length) edgeSet.update(edges);
  const wanted = chosen.node !== null && visible.nodes.has(chosen.node) ? [chosen.node] : [];
  if (String(network.getSelectedNodes()) !== String(wanted)) network.setSelection({ nodes: wanted, edges: [] }, { highlightEdges: false });
  drawSoon();
}

// One drawing for all changes of a moment.
let drawingDue = false;
function drawSoon() {
  if (drawingDue) return;
  drawingDue = true;
  requestAnimationFrame(() => {
    drawingDue = false;
    network.redraw();
  });
}

// A name in one line, or in two of about equal length; what is longer ends in an ellipsis.
const LINE_WIDTH = 22; // in half-width characters
const lineCache = new Map();
function labelLines(text) {
  if (lineCache.has(text)) return lineCache.get(text);
  // Numbers and foreign words are not cut; a long one is.
  const pieces = text.match(/[\p{ASCII}]{1,12}|./gsu) ?? [];
  const widthOf = (piece) => (piece.codePointAt(0) > 0x2e7f ? 2 : piece.length);
  const total = pieces.reduce((sum, piece) => sum + widthOf(piece), 0);
  const room = total <= LINE_WIDTH ? LINE_WIDTH : Math.min(LINE_WIDTH, Math.ceil(total / 2) + 1);
  const lines = [""];
  let width = 0;
  for (const piece of pieces) {
    if (width + widthOf(piece) > room) {
      if (lines.length === 2) {
        lines[1] = `${lines[1].slice(0, -1)}…`;
        break;
      }
      lines.push("");
      width = 0;
    }
    lines[lines.length - 1] += piece;
    width += widthOf(piece);
  }
  lineCache.set(text, lines);
  return lines;
}

// Rectangles on the screen, found by the cells they lie in.
class Boxes {
  constructor() {
    this.cells = new Map();
  }
  *keys({ left, top, right, bottom }) {
    for (let x = left >> 6; x <= right >> 6; x++) for (let y = top >> 6; y <= bottom >> 6; y++) yield x * 4096 + y;
  }
  add(box) {
    for (const key of this.keys(box)) {
      if (this.cells.has(key)) this.cells.get(key).push(box);
      else this.cells.set(key, [box]);
    }
  }
  meets(box) {
    for (const key of this.keys(box)) {
      for (const b of this.cells.get(key) ?? []) {
        if (b.id !== box.id && box.left < b.right && box.right > b.left && box.top < b.bottom && box.bottom > b.top) return true;
      }
    }
    return false;
  }
}

const FAMILY = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
const FIRST_NAMED = 12; // the best connected are named even where the name covers a smaller node
const placeOf = new Map(DATA.network.nodes.map((n, i) => [n.id, i]));

// Width of a line at font size 1; measured once, with a little room for bold.
const unitWidths = new Map();
function unitWidth(context, line) {
  if (!unitWidths.has(line)) {
    context.font = `600 20px ${FAMILY}`;
    unitWidths.set(line, context.measureText(line).width / 20);
  }
  return unitWidths.get(line);
}

function paintLabels(context) {
  const { canvas } = context;
  const { clientWidth, clientHeight } = canvas;
  const ratio = canvas.width / clientWidth;
  const scale = network.getScale();
  const at = network.getPositions();
  const strong = emphasis();
  const first = [chosen.node, hovered, ...(chosen.path ? [chosen.path.from, chosen.path.to, ...chosen.path.nodes] : [])].filter((id) => id !== null);
  const rest = BY_DEGREE.filter((n) => !strong || strong.nodes.has(n.id));
  const order = [...new Set([...first.map((id) => NODES.get(id)), ...rest])].filter((n) => visible.nodes.has(n.id));
  const zoomed = Math.min(1.25, Math.max(1, scale));
  const shapes = new Boxes();
  const names = new Boxes();
  const points = new Map();
  for (const node of order) {
    const { x, y } = network.canvasToDOM(at[node.id]);
    if (x < -90 || y < -50 || x > clientWidth + 90 || y > clientHeight + 50) continue;
    const radius = DATA.network.nodes[placeOf.get(node.id)].size * scale;
    points.set(node, { x, y, radius });
    shapes.add({ id: node.id, left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
  }
  labelBoxes = [];
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = palette.paper;
  context.fillStyle = palette.ink;
  let rank = 0;
  for (const [node, { x, y, radius }] of points) {
    const must = first.includes(node.id);
    const font = (11 + Math.min(3, Math.sqrt(node.edges.length) * 0.5)) * zoomed;
    const weight = node.id === chosen.node || node.id === hovered ? 700 : 450;
    const lines = labelLines(node.name);
    const width = Math.max(...lines.map((line) => unitWidth(context, line))) * font;
    const height = lines.length * font * 1.2;
    const gap = radius + 3;
    const boxes = [
      [x, y + gap],
      [x, y - gap - height],
      [x + gap + width / 2, y - height / 2],
      [x - gap - width / 2, y - height / 2],
    ].map(([middle, top]) => ({ id: node.id, middle, left: middle - width / 2 - 2, top, right: middle + width / 2 + 2, bottom: top + height }));
    const open = boxes.filter((box) => !names.meets(box));
    const box = open.find((b) => !shapes.meets(b)) ?? (rank < FIRST_NAMED ? open[0] : null) ?? (must ? boxes[0] : null);
    rank++;
    if (!box) continue;
    names.add(box);
    labelBoxes.push(box);
    context.font = `${weight} ${font}px ${FAMILY}`;
    lines.forEach((line, i) => {
      context.strokeText(line, box.middle, box.top + i * font * 1.2);
      context.fillText(line, box.middle, box.top + i * font * 1.2);
    });
  }
  if (hoveredEdge !== null) paintEdgeWord(context, EDGES.get(hoveredEdge), at);
  context.restore();
}

function labelAt({ x, y }) {
  return labelBoxes.find((b) => x >= b.left && x <= b.right && y >= b.top && y <= b.bottom)?.id;
}

function paintEdgeWord(context, edge, at) {
  const a = network.canvasToDOM(at[edge.from]);
  const b = network.canvasToDOM(at[edge.to]);
  const text = [edgeWords(edge.type)[0], edge.props.title ?? (edge.props.mode && valueText("mode", edge.props.mode))].filter(Boolean).join(" · ");
  context.font = `600 12px ${FAMILY}`;
  const width = context.measureText(text).width + 14;
  const x = (a.x + b.x) / 2;
  const y = (a.y + b.y) / 2;
  context.fillStyle = palette.ink;
  context.fillRect(x - width / 2, y - 10, width, 20);
  context.fillStyle = palette.paper;
  context.fillText(text, x, y - 6);
}

// The panel takes room from the drawing; without this vis-network would notice it only later.
function resize() {
  network.setSize("100%", "100%");
}

function bringIntoView(id) {
  resize();
  const point = network.canvasToDOM(network.getPosition(id));
  const { clientWidth, clientHeight } = $("graph");
  const inside = point.x > 60 && point.y > 60 && point.x < clientWidth - 60 && point.y < clientHeight - 60;
  const scale = network.getScale();
  if (inside && scale >= 0.6) return;
  network.moveTo({ position: network.getPosition(id), scale: Math.max(scale, 0.85), animation: still.matches ? false : { duration: 350 } });
}

function fitTo(ids) {
  if (!ids.length) return;
  resize();
  network.fit({ nodes: ids, minZoomLevel: 0.05, maxZoomLevel: 1.4, animation: false });
  zoomBy(0.84); // room for the names at the rim
}
const fitAll = () => fitTo([...visible.nodes]);

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
