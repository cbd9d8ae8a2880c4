// Search, legend, time, list, path, downloads and keys.
function update() {
  recompute();
  restyle();
  renderLegend();
  renderCounts();
  if (!$("list").hidden) renderList();
}

function renderCounts() {
  const shown = { nodes: visible.nodes.size, edges: visible.edges.size };
  const all = shown.nodes === NODES.size && shown.edges === EDGES.size;
  $("counts").textContent = t(all ? "counts" : "shown", shown);
  $("empty").hidden = shown.nodes > 0;
}

// The address names the chosen node, so that it can be kept as a link and the back button works.
function openNode(id, moveFocus = false) {
  showNode(id);
  location.hash = `#node=${encodeURIComponent(id)}`;
  if (moveFocus) $("panel").focus();
}

function showNode(id) {
  Object.assign(chosen, { node: id, edge: null, path: null });
  if (chosen.hiddenNodes.delete(NODES.get(id).type)) buildLegend();
  update();
  renderPanel();
  $("spoken").textContent = `${NODES.get(id).name}, ${nodeWord(NODES.get(id).type)}, ${note(NODES.get(id))}`;
  if (visible.nodes.has(id)) bringIntoView(id);
}

function openEdge(id) {
  Object.assign(chosen, { node: null, edge: id, path: null, depth: 0 });
  update();
  renderPanel();
}

function closePanel() {
  Object.assign(chosen, { node: null, edge: null, path: null, depth: 0 });
  if (location.hash) location.hash = "";
  update();
  renderPanel();
}

function readAddress() {
  const found = /^#node=(.*)$/.exec(location.hash);
  let id = null;
  try {
    id = found && decodeURIComponent(found[1]);
  } catch {
    id = null; // a broken escape in a link typed by hand names no node
  }
  if (id === chosen.node) return;
  if (id !== null && NODES.has(id)) showNode(id);
  else if (chosen.node) closePanel();
}

function setDepth(depth) {
  chosen.depth = depth;
  update();
  renderPanel();
  fitAll();
}

function buildLegend() {
  const row = (type, icon, word, hidden) => {
    const box = element("input", { type: "checkbox", "data-type": type, onchange: () => toggle(hidden, type, box.checked) });
    box.checked = !hidden.has(type);
    return element("li", {}, element("label", {}, box, icon, element("span.name", {}, word), element("span.count", { "data-count": type })));
  };
  const kinds = NODE_TYPES.filter((type) => DATA.nodes.some((n) => n.type === type));
  const relations = EDGE_TYPES.filter((type) => DATA.edges.some((e) => e.type === type));
  $("node-types").replaceChildren(...kinds.map((type) => row(type, nodeIcon(type), nodesWord(type), chosen.hiddenNodes)));
  $("edge-types").replaceChildren(...relations.map((type) => row(type, edgeIcon(type), edgeWords(type)[0], chosen.hiddenEdges)));
}

function toggle(hidden, type, on) {
  if (on) hidden.delete(type);
  else hidden.add(type);
  update();
}

function renderLegend() {
  const tally = (items, ids) => {
    const counts = new Map();
    for (const item of items.values()) {
      const [seen, all] = counts.get(item.type) ?? [0, 0];
      counts.set(item.type, [seen + (ids.has(item.id) ? 1 : 0), all + 1]);
    }
    for (const [type, [seen, all]] of counts) {
      document.querySelector(`[data-count="${type}"]`).textContent = seen === all ? String(all) : `${seen} / ${all}`;
    }
  };
  tally(NODES, visible.nodes);
  tally(EDGES, visible.edges);
}

// Months from the first to the last dated edge; the two handles choose the first and last month shown.
const MONTHS = [];
function buildTime() {
  if (!DATES.length) {
    $("time").hidden = true;
    return;
  }
  let [year, month] = DATES[0].split("-").map(Number);
  const end = DATES[DATES.length - 1].slice(0, 7);
  for (;;) {
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    MONTHS.push(name);
    if (name >= end) break;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  const last = MONTHS.length - 1;
  for (const id of ["since", "until"]) $(id).max = String(last);
  $("until").value = String(last);
  const counts = new Map();
  for (const edge of EDGES.values()) if (edge.first) counts.set(edge.first.slice(0, 7), (counts.get(edge.first.slice(0, 7)) ?? 0) + 1);
  const bins = Math.min(MONTHS.length, 60);
  const heights = Array.from({ length: bins }, (_, b) => {
    const [low, high] = [Math.floor((b * MONTHS.length) / bins), Math.floor(((b + 1) * MONTHS.length) / bins)];
    return MONTHS.slice(low, high).reduce((sum, m) => sum + (counts.get(m) ?? 0), 0);
  });
  const top = Math.max(...heights, 1);
  $("bars").replaceChildren(
    ...heights.map((h) => {
      const bar = element("i");
      bar.style.height = `${h ? Math.max(8, (100 * h) / top) : 3}%`;
      return bar;
    }),
  );
  const moved = (event) => {
    const [low, high] = [Number($("since").value), Number($("until").value)];
    if (low > high) event.target.value = String(event.target.id === "since" ? high : low);
    applyTime();
  };
  $("since").addEventListener("input", moved);
  $("until").addEventListener("input", moved);
  $("undated").addEventListener("change", () => {
    chosen.undated = $("undated").checked;
    update();
  });
}

function renderTime() {
  if (!MONTHS.length) return;
  const [low, high] = [Number($("since").value), Number($("until").value)];
  const last = MONTHS.length - 1;
  $("span").textContent = low === 0 && high === last ? t("all_time") : span(MONTHS[low], MONTHS[high]);
  $("since").setAttribute("aria-valuetext", MONTHS[low]);
  $("until").setAttribute("aria-valuetext", MONTHS[high]);
  const bars = $("bars").children;
  for (let i = 0; i < bars.length; i++) {
    const month = (i / bars.length) * MONTHS.length;
    bars[i].className = month + MONTHS.length / bars.length > low && month <= high ? "in" : "";
  }
}

function applyTime() {
  const [low, high] = [Number($("since").value), Number($("until").value)];
  chosen.since = low === 0 ? null : `${MONTHS[low]}-01`;
  chosen.until = high === MONTHS.length - 1 ? null : `${MONTHS[high]}-31`;
  renderTime();
  update();
}

// A text field that offers nodes; picking one calls `pick` with its id.
function offerNodes(field, listId, pick) {
  const results = $(listId);
  let found = [];
  let active = -1;
  const close = () => {
    results.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    active = index;
    [...results.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === active)));
    const li = results.children[active];
    if (!found.length || !li) return;
    field.setAttribute("aria-activedescendant", li.id);
    li.scrollIntoView({ block: "nearest" });
  };
  const take = (node) => {
    close();
    pick(node);
  };
  const open = () => {
    const wanted = folded(field.value);
    if (!wanted) return close();
    found = matches(wanted).slice(0, 30);
    results.replaceChildren(
      ...found.map((n, i) =>
        element(
          "li",
          { role: "option", id: `${listId}-${i}`, onmousedown: (event) => { event.preventDefault(); take(n); } },
          nodeIcon(n.type),
          element("span.name", {}, n.name),
          element("span.note", {}, note(n)),
        ),
      ),
    );
    if (!found.length) results.append(element("li.none", {}, t("no_match")));
    results.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(found.length ? 0 : -1);
  };
  field.addEventListener("input", open);
  field.addEventListener("focus", open);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (results.hidden) field.blur();
      field.value = "";
      close();
    } else if (!found.length || results.hidden || event.isComposing) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark((active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(found[active]);
    }
  });
}

// Nodes whose name (or another form, or number) holds the words: whole names first, then beginnings, then the rest.
const FORMS = new Map(DATA.nodes.map((n) => [n.id, [...namesOf(n), n.props.number].filter(Boolean).map(folded)]));
function matches(wanted) {
  const rank = (forms) => (forms.includes(wanted) ? 0 : forms.some((f) => f.startsWith(wanted)) ? 1 : forms.some((f) => f.includes(wanted)) ? 2 : 3);
  const ranked = BY_DEGREE.map((node) => ({ node, rank: rank(FORMS.get(node.id)) })).filter((r) => r.rank < 3);
  return ranked.sort((a, b) => a.rank - b.rank).map((r) => r.node);
}

// What tells namesakes apart in a list: a day, or the number of relations.
function note(node) {
  const day = node.props.start_date ?? node.props.issued_date;
  const degree = t("degree", { n: node.edges.length });
  return day ? `${day} · ${degree}` : degree;
}

function renderList() {
  const rows = BY_DEGREE.filter((n) => visible.nodes.has(n.id));
  const start = rows.some((n) => n.id === chosen.node) ? chosen.node : rows[0]?.id;
  $("list").replaceChildren(
    ...rows.map((n) =>
      element(
        "div",
        { role: "option", tabindex: n.id === start ? 0 : -1, "aria-selected": String(n.id === chosen.node), "data-node": n.id },
        nodeIcon(n.type),
        element("span.name", {}, n.name),
        element("span.note", {}, note(n)),
      ),
    ),
  );
}

function showList(on) {
  $("list").hidden = !on;
  $("zoom").hidden = on;
  $("graph").inert = on;
  $("as-list").setAttribute("aria-pressed", String(on));
  $("as-graph").setAttribute("aria-pressed", String(!on));
  if (on) renderList();
}

function focusList() {
  showList(true);
  $("list").querySelector('[tabindex="0"]')?.focus();
}

function listKeys(event) {
  const row = event.target.closest("[data-node]");
  if (!row) return;
  const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: $("list").firstElementChild, End: $("list").lastElementChild }[event.key];
  if (next) {
    event.preventDefault();
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    openNode(row.dataset.node, true);
  }
}

const ends = { from: null, to: null };
function buildPath() {
  for (const side of ["from", "to"]) {
    offerNodes($(`path-${side}`), `path-${side}-results`, (node) => {
      ends[side] = node.id;
      $(`path-${side}`).value = node.name;
      if (ends.from && ends.to) showPath();
      else $(`path-${side === "from" ? "to" : "from"}`).focus();
    });
  }
}

function startPath(id) {
  Object.assign(ends, { from: id, to: null });
  $("path-from").value = NODES.get(id).name;
  $("path-to").value = "";
  $("path-to").focus();
}

function showPath() {
  Object.assign(chosen, { node: null, edge: null, depth: 0, path: { from: ends.from, to: ends.to, nodes: [], edges: [] } });
  if (location.hash) location.hash = "";
  update();
  renderPanel();
  fitTo(chosen.path.nodes);
}

function clearPath() {
  Object.assign(ends, { from: null, to: null });
  $("path-from").value = $("path-to").value = "";
  closePanel();
}

function save(blob, extension) {
  const address = URL.createObjectURL(blob);
  const name = DATA.title.replace(/[^\p{L}\p{N}_-]+/gu, "_").slice(0, 60) || "network";
  element("a", { href: address, download: `${name}.${extension}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function savePicture() {
  const drawn = $("graph").querySelector("canvas");
  const ratio = drawn.width / drawn.clientWidth;
  const picture = element("canvas", { width: drawn.width, height: drawn.height + 44 * ratio });
  const context = picture.getContext("2d");
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(drawn, 0, 44 * ratio);
  context.scale(ratio, ratio);
  context.fillStyle = palette.ink;
  context.font = `600 16px ${FAMILY}`;
  context.fillText(DATA.title, 16, 29);
  context.font = `12px ${FAMILY}`;
  let x = drawn.clientWidth - 16;
  context.textAlign = "right";
  for (const type of [...NODE_TYPES].reverse()) {
    const word = nodesWord(type);
    context.fillStyle = palette.ink;
    context.fillText(word, x, 28);
    x -= context.measureText(word).width + 22;
    context.save();
    context.translate(x, 17);
    context.fillStyle = palette[type];
    context.fill(new Path2D(OUTLINES[type]));
    context.restore();
    x -= 14;
  }
  picture.toBlob((blob) => save(blob, "png"), "image/png");
}

function saveData() {
  const { network: drawing, ...data } = DATA;
  save(new Blob([JSON.stringify(data, null, 1)], { type: "application/json" }), "json");
}

function pageKeys(event) {
  const typing = event.target.matches("input:not([type=checkbox]):not([type=range])");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") closePanel();
  else if (typing) return;
  else if (event.key === "/") {
    event.preventDefault();
    $("search").focus();
    $("search").select();
  } else if (event.key === "l" || event.key === "L") {
    if ($("list").hidden) focusList();
    else {
      showList(false);
      $("graph").focus();
    }
  } else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") fitAll();
}

function graphKeys(event) {
  if (event.key === "Enter" && chosen.node) $("panel").focus();
  if (!event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const next = chosen.node && visible.nodes.has(chosen.node) ? towards(chosen.node, event.key) : BY_DEGREE.find((n) => visible.nodes.has(n.id))?.id;
  if (next) openNode(next);
}
