// What the page holds and what the reader has chosen. Names ending in _ID are element ids; $ finds one.
const $ = (id) => document.getElementById(id);
const DATA = JSON.parse($("graph-data").textContent);
const LABELS = JSON.parse($("graph-labels").textContent);
const NODE_TYPES = Object.keys(LABELS.zh.nodes);
const EDGE_TYPES = Object.keys(LABELS.zh.edges);

const NODES = new Map(DATA.nodes.map((n) => [n.id, { ...n, edges: [] }]));
const EDGES = new Map(DATA.edges.map((e) => [e.id, e]));
for (const edge of EDGES.values()) {
  NODES.get(edge.from).edges.push(edge);
  if (edge.to !== edge.from) NODES.get(edge.to).edges.push(edge);
}
const BY_DEGREE = [...NODES.values()].sort((a, b) => b.edges.length - a.edges.length || (a.id < b.id ? -1 : 1));
const DATES = [...EDGES.values()].flatMap((e) => [e.first, e.last]).filter(Boolean).sort();

const chosen = {
  lang: DATA.lang,
  hiddenNodes: new Set(),
  hiddenEdges: new Set(),
  since: null, // first and last day wanted; null is no bound
  until: null,
  undated: true,
  depth: 0, // steps around the selected node; 0 shows all
  node: null,
  edge: null,
  path: null, // {from, to, nodes, edges}; nodes is empty if there is none
};
const visible = { nodes: new Set(), edges: new Set() };

const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);

function inTime(edge) {
  if (chosen.since === null && chosen.until === null) return chosen.undated || edge.first !== null;
  if (edge.first === null) return chosen.undated;
  return (chosen.until === null || edge.first <= chosen.until) && (chosen.since === null || edge.last >= chosen.since);
}

// A node is seen if its type is wanted and one of its edges is seen; a node that has no edge at all, if nothing but
// types is filtered.
function recompute() {
  visible.nodes.clear();
  visible.edges.clear();
  const typeSeen = (id) => !chosen.hiddenNodes.has(NODES.get(id).type);
  for (const edge of EDGES.values()) {
    if (chosen.hiddenEdges.has(edge.type) || !typeSeen(edge.from) || !typeSeen(edge.to) || !inTime(edge)) continue;
    visible.edges.add(edge.id);
    visible.nodes.add(edge.from).add(edge.to);
  }
  if (chosen.since === null && chosen.until === null) {
    for (const node of NODES.values()) if (!node.edges.length && typeSeen(node.id)) visible.nodes.add(node.id);
  }
  if (chosen.depth && chosen.node) {
    const near = new Set(reach(chosen.node, chosen.depth).keys());
    for (const id of visible.nodes) if (!near.has(id)) visible.nodes.delete(id);
    for (const id of visible.edges) {
      const edge = EDGES.get(id);
      if (!near.has(edge.from) || !near.has(edge.to)) visible.edges.delete(id);
    }
    visible.nodes.add(chosen.node);
  }
  if (chosen.path) chosen.path = { ...chosen.path, ...findPath(chosen.path.from, chosen.path.to) };
}

// Seen nodes within so many steps, each with the edge it was reached by; edges count in both directions.
function reach(start, depth, goal = null) {
  const found = new Map([[start, null]]);
  let ring = [start];
  for (let step = 0; step < depth && ring.length && !found.has(goal); step++) {
    const next = [];
    for (const id of ring) {
      for (const edge of NODES.get(id).edges) {
        const other = otherEnd(edge, id);
        if (!visible.edges.has(edge.id) || found.has(other)) continue;
        found.set(other, edge);
        next.push(other);
      }
    }
    ring = next;
  }
  return found;
}

// A shortest path over seen edges, as nodes and edges in order; empty if there is none.
function findPath(from, to) {
  const found = reach(from, Infinity, to);
  if (from === to || !found.has(to)) return { nodes: [], edges: [] };
  const nodes = [to];
  const edges = [];
  while (nodes[0] !== from) {
    const edge = found.get(nodes[0]);
    edges.unshift(edge.id);
    nodes.unshift(otherEnd(edge, nodes[0]));
  }
  return { nodes, edges };
}
