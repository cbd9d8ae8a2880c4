// Put it together; `data-ready` holds the milliseconds until the page could be used.
function speak() {
  applyWords();
  buildLegend();
  renderTime();
  update();
  renderPanel();
}

$("title").textContent = DATA.title;
recompute();
buildNetwork();
buildTime();
buildPath();
offerNodes($("search"), "results", (node) => {
  $("search").value = "";
  openNode(node.id, true);
});
$("png").addEventListener("click", savePicture);
$("data").addEventListener("click", saveData);
$("language").addEventListener("click", () => {
  chosen.lang = chosen.lang === "zh" ? "en" : "zh";
  speak();
});
$("as-graph").addEventListener("click", () => showList(false));
$("as-list").addEventListener("click", () => showList(true));
$("skip").addEventListener("click", (event) => {
  event.preventDefault();
  focusList();
});
$("list").addEventListener("keydown", listKeys);
$("list").addEventListener("click", (event) => {
  const row = event.target.closest("[data-node]");
  if (row) openNode(row.dataset.node);
});
$("zoom-in").addEventListener("click", () => zoomBy(1.25));
$("zoom-out").addEventListener("click", () => zoomBy(0.8));
$("fit").addEventListener("click", fitAll);
$("graph").addEventListener("keydown", graphKeys);
document.addEventListener("keydown", pageKeys);
addEventListener("hashchange", readAddress);

speak();
fitAll();
if (location.hash) readAddress();
else if (DATA.focus) openNode(DATA.focus);
network.on("afterDrawing", paintLabels); // not before: the drawings while it is put together are never seen
network.once("afterDrawing", () => {
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
});
drawSoon();
