"""The network page in a real browser: what a reader sees and does, and that nothing is asked for or run."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from support.invented import article, invented, said, subgraph

from graph.export.html import PageInfo, write_html
from graph.model import edges as e
from graph.model import nodes as n
from graph.model.dates import PartialDate
from graph.subgraph import Subgraph

pytestmark = pytest.mark.browser

SCRIPT = "<script>window.hacked=1</script>"
IMAGE = "<img src=x onerror='window.hacked=2'>"
LINK = "https://news.example/1.html?a=1&b=2"

BY = article(1, title=f"甲县政协召开会议{IMAGE}", url=LINK)
TRAP = article(2, url="javascript:window.hacked=3")
ZHANG = n.Person(person_id="p_zhang", name="张三丰", aliases=("张三峰",))
LI = n.Person(person_id="p_li", name=f"李四{SCRIPT}")
WANG = n.Person(person_id="p_wang", name="王五")
BODY = n.Body(body_id="b_jia", name="甲县政协", kind="cppcc", level="county", aliases=("县政协",))
CHAIR = n.Position(position_id="q_chair", title="主席", body_id="b_jia")
PARTY = n.Position(position_id="q_party", title=f"党组书记{IMAGE}", body_id="b_jia")
MEETING = n.Meeting(
    meeting_id="m_one", name="甲县政协第12次主席会议", status="held", start_date=PartialDate("2023-02-02")
)
LATER = n.Meeting(meeting_id="m_two", name="</script><b>乙市座谈会</b>", status="held")
DOCUMENT = n.Document(
    document_id="d_one", title="关于加强提案办理工作的意见", kind="policy", number="甲政协〔2023〕1号"
)


def small() -> Subgraph:
    """Three people, two posts in one body, two meetings and a document; names, titles and quotes with traps."""
    items: list = [BY, TRAP, ZHANG, LI, WANG, BODY, CHAIR, PARTY, MEETING, LATER, DOCUMENT]
    items += said(e.HoldsPosition, "p_zhang", "q_chair", "县政协主席张三丰主持会议。", BY, status="held")
    items += said(e.HoldsPosition, "p_zhang", "q_party", "县政协党组书记张三丰", BY, status="held")
    items += said(e.PresidesOver, "p_zhang", "m_one", "张三丰主持会议。", BY)
    items += said(e.Hosts, "b_jia", "m_one", "甲县政协召开会议。", BY, manner="hosts")
    items += said(e.Attends, "p_li", "m_one", f"李四{SCRIPT}{IMAGE}出席。\u2028", TRAP, manner="attends")
    items += said(e.References, "m_one", "d_one", "会议学习了《意见》。", BY, mode="studied")
    items += said(e.Attends, "p_wang", "m_two", "王五出席座谈会。", article(5), manner="attends")
    return subgraph(items)


class Page:
    """A page open in the browser, and what a test asks of it."""

    def __init__(self, browser: Chrome, path: Path) -> None:
        self.browser, self.path = browser, path

    def open(self, fragment: str = "", *, language: str | None = None) -> Page:
        self.browser.get("about:blank")
        for log in ("browser", "performance"):
            self.browser.get_log(log)
        self.browser.get(self.path.as_uri() + fragment)
        self.wait(lambda: self.run("return document.documentElement.dataset.ready"))
        if language:
            self["language"].click()
        return self

    def __getitem__(self, name: str) -> WebElement:
        return self.browser.find_element(By.ID, name)

    def run(self, script: str) -> Any:
        return self.browser.execute_script(script)

    def wait(self, what: Callable[[], Any]) -> Any:
        return WebDriverWait(self.browser, 10).until(lambda _: what())

    def text(self, selector: str) -> str:
        return self.browser.find_element(By.CSS_SELECTOR, selector).text

    def all(self, selector: str) -> list[str]:
        return [found.text for found in self.browser.find_elements(By.CSS_SELECTOR, selector)]

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    @property
    def name(self) -> str | None:
        """Name on the open panel; None if it is closed."""
        found = self.browser.find_elements(By.CSS_SELECTOR, "#panel:not([hidden]) h2.name")
        return found[0].text if found else None

    def ink(self) -> int:
        """Pixels of the drawing that are not empty."""
        return int(
            self.run(
                "const c = document.querySelector('#graph canvas');"
                "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                "let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n;"
            )
        )

    def faults(self) -> list[str]:
        """Every line of the console, and every request but for the page itself and its own data: addresses."""
        lines = [line["message"] for line in self.browser.get_log("browser")]
        for line in self.browser.get_log("performance"):
            event = json.loads(line["message"])["message"]
            if event["method"] != "Network.requestWillBeSent":
                continue
            url = event["params"]["request"]["url"]
            if not url.startswith(("data:", "blob:", "about:")) and url.split("#")[0] != self.path.as_uri():
                lines.append(url)
        return lines


@pytest.fixture(scope="module")
def page(browser: Chrome, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page of small()."""
    path = tmp_path_factory.mktemp("page") / "network.html"
    assert write_html(small(), path, title=f"样例 {SCRIPT}") == PageInfo(nodes=7, edges=7, left_out=0)
    return Page(browser, path)


def test_opens_without_a_request_an_error_or_a_violation_of_its_policy(page: Page) -> None:
    page.open()
    assert page["title"].text == f"样例 {SCRIPT}"
    assert page["counts"].text == "7 个节点，7 条关系"
    assert page["chosen"].text == "全部显示。"
    assert page.ink() > 2000
    assert page.faults() == []


def test_the_policy_refuses_what_the_page_does_not_hold(page: Page) -> None:
    page.open()
    page.run(
        "window.refused = []; addEventListener('securitypolicyviolation', (v) => refused.push(v.effectiveDirective));"
        "fetch('https://news.example/').catch(() => 0);"
        "const s = document.createElement('style'); s.textContent = 'b{}'; document.head.append(s);"
        "const i = new Image(); i.src = 'https://news.example/a.png';"
        "try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); } catch { refused.push('html'); }"
    )
    wanted = {"connect-src", "style-src-elem", "img-src", "html"}
    page.wait(lambda: wanted <= set(page.run("return window.refused")))


def test_search_finds_a_person_and_shows_the_quote(page: Page) -> None:
    page.open()
    page.press("/")
    page.press("张三峰")  # an alias
    assert page.all("#results [role=option] .name") == ["张三丰"]
    page.press(Keys.ENTER)
    page.wait(lambda: page.name == "张三丰")
    assert page.run("return location.hash") == "#node=p_zhang"
    chaired = page.browser.find_element(By.XPATH, "//h3[contains(., '主持的会议')]/following-sibling::div")
    assert "甲县政协第12次主席会议" in chaired.text
    assert "张三丰主持会议。" in chaired.text
    assert f"甲县政协召开会议{IMAGE} · 虚构日报 · 2023-02-02" in chaired.text
    assert [m.text for m in chaired.find_elements(By.TAG_NAME, "mark")] == ["张三丰"]
    link = chaired.find_element(By.TAG_NAME, "a")
    assert link.get_attribute("href") == LINK
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_posts_stand_with_their_holder_and_their_body(page: Page) -> None:
    page.open("#node=p_zhang")
    assert page.all("#panel .tags span")[:2] != []
    assert {"主席", "在任", f"党组书记{IMAGE}"} <= set(page.all("#panel .tags span"))
    page.open("#node=b_jia")
    assert "任职者2" in [h.replace(" ", "").replace("\n", "") for h in page.all("#panel h3")]
    assert "类别\n政协\n层级\n县级\n别名\n县政协" in page.text("#panel dl")


def test_a_link_names_a_node_and_the_back_button_returns(page: Page) -> None:
    page.open("#node=" + percent("m_one"))
    assert page.name == "甲县政协第12次主席会议"
    page.browser.find_element(By.XPATH, "//button[.='张三丰']").click()
    page.wait(lambda: page.name == "张三丰")
    page.browser.back()
    page.wait(lambda: page.name == "甲县政协第12次主席会议")
    page.open("#node=%E0%A4%A")
    assert page.name is None
    assert page.faults() == []


@pytest.mark.parametrize("node", ["p_li", "m_two", "m_one", "p_zhang"])
def test_markup_in_the_data_is_shown_and_never_run(page: Page, node: str) -> None:
    page.open(f"#node={node}")
    wanted = {"p_li": LI.name, "m_two": LATER.name, "m_one": MEETING.name, "p_zhang": ZHANG.name}[node]
    assert page.name == wanted
    if node == "p_li":
        assert f"李四{SCRIPT}{IMAGE}出席。" in page.text("#panel blockquote")
        assert page.browser.find_elements(By.CSS_SELECTOR, "#panel a") == []  # its article's address is no web page
    page.browser.find_element(By.ID, "search").send_keys("李四")
    assert LI.name in page.all("#results .name")
    page["as-list"].click()
    assert {LI.name, LATER.name} <= set(page.all("#list .name"))
    assert page.run("return window.hacked") is None
    assert page.run("return document.querySelectorAll('main img, main b, main script').length") == 0
    assert page.faults() == []


def test_legend_hides_types_and_counts(page: Page) -> None:
    page.open()
    before = page.ink()
    boxes = {b.get_attribute("data-type"): b for b in page.browser.find_elements(By.CSS_SELECTOR, ".legend input")}
    assert list(boxes) == [
        "Person", "Body", "Meeting", "Document", "PRESIDES_OVER", "ATTENDS", "HOLDS_POSITION", "HOSTS", "REFERENCES",
    ]  # fmt: skip
    assert page.text("[data-count=Person]") == "3"
    page.run("document.querySelector('[data-type=Meeting]').click()")
    # Left are the two posts, with their holder and body: the other edges lead to meetings.
    assert page["counts"].text == "当前显示 2 个节点，2 条关系"
    assert page.text("[data-count=Meeting]") == "0 / 2"
    assert page.text("[data-count=HOLDS_POSITION]") == "2"
    page.wait(lambda: page.ink() < before)
    page.run("document.querySelector('[data-type=Meeting]').click()")
    page.run("document.querySelector('[data-type=ATTENDS]').click()")
    assert page["counts"].text == "当前显示 4 个节点，5 条关系"


def test_time_range(page: Page) -> None:
    page.open()
    assert page["span"].text == "全部时间"
    # Facts of articles 1 and 2 are of 2023-02 and 2023-03, that of article 5 of 2023-06.
    page.run("since.value = '2'; since.dispatchEvent(new Event('input'))")
    assert page["span"].text == "2023-04 – 2023-06"
    assert page["counts"].text == "当前显示 2 个节点，1 条关系"
    page.run("since.value = '0'; until.value = '0'; until.dispatchEvent(new Event('input'))")
    assert page["counts"].text == "当前显示 4 个节点，5 条关系"


def test_neighbourhood(page: Page) -> None:
    page.open("#node=d_one")
    page.browser.find_element(By.CSS_SELECTOR, "[data-depth='1']").click()
    assert page["counts"].text == "当前显示 2 个节点，1 条关系"
    page.browser.find_element(By.CSS_SELECTOR, "[data-depth='2']").click()
    assert page["counts"].text == "当前显示 5 个节点，6 条关系"
    page.press(Keys.ESCAPE)
    assert page["counts"].text == "7 个节点，7 条关系"
    assert page.name is None


def test_path_between_two(page: Page) -> None:
    page.open()
    page["path-from"].send_keys("李四", Keys.ENTER)
    page["path-to"].send_keys("提案办理", Keys.ENTER)
    assert page.name == f"{LI.name} — {DOCUMENT.title}"
    assert page.text("#panel .note") == "路径：2 步"
    assert page.all("#panel h3") == [f"1. {LI.name} 参加 →", f"2. {MEETING.name} 涉及 →"]
    assert "会议学习了《意见》。" in page.text("#panel")
    page["path-to"].clear()
    page["path-to"].send_keys("乙市", Keys.ENTER)
    assert page.text("#panel .note") == "按当前筛选，两点之间没有路径"


def test_keyboard_alone(page: Page) -> None:
    page.open()
    page.run("document.getElementById('graph').focus()")
    page.press(Keys.ARROW_RIGHT)
    assert page.name == MEETING.name  # the best connected
    at = page.run("return JSON.parse(document.getElementById('graph-data').textContent).network.nodes")
    place = {node["id"]: (node["x"], node["y"]) for node in at}
    steps = {Keys.ARROW_RIGHT: (1, 0), Keys.ARROW_LEFT: (-1, 0), Keys.ARROW_DOWN: (0, 1), Keys.ARROW_UP: (0, -1)}
    for key, (dx, dy) in steps.items():
        page.open("#node=m_one")
        page.run("document.getElementById('graph').focus()")
        page.press(key)
        other = page.run("return decodeURIComponent(location.hash.slice(6))")
        if other != "m_one":
            assert (place[other][0] - place["m_one"][0]) * dx + (place[other][1] - place["m_one"][1]) * dy > 0
    page.press(Keys.ENTER)
    assert page.run("return document.activeElement.id") == "panel"
    page.press(Keys.ESCAPE)
    assert page.name is None
    page.press("l")
    assert page.run("return document.activeElement.dataset.node") == "m_one"
    page.press(Keys.END)
    last = page.run("return document.activeElement.textContent")
    page.press(Keys.ENTER)
    assert page.name is not None
    assert page.name in last
    assert page.run("return document.activeElement.id") == "panel"


def test_every_control_can_be_reached_by_tab(page: Page) -> None:
    page.open("#node=m_one")
    page.run("document.body.focus()")
    seen = set()
    for _ in range(60):
        page.press(Keys.TAB)
        seen.add(page.run("const a = document.activeElement; return a.id || a.dataset.type || a.textContent"))
    wanted = {"skip", "search", "as-graph", "as-list", "png", "data", "language", "Person", "HOSTS", "since", "until"}
    assert wanted | {"undated", "path-from", "path-to", "graph", "zoom-in", "fit", "close"} <= seen


def test_other_language(page: Page) -> None:
    page.open("#node=p_zhang", language="en")
    assert page.run("return document.documentElement.lang") == "en"
    assert page["counts"].text == "7 nodes, 7 relations"
    assert "Chaired" in page.text("#panel h3 ~ h3, #panel h3")
    assert "in office" in page.all("#panel .tags span")
    assert page.name == "张三丰"
    page["language"].click()
    assert page["counts"].text == "7 个节点，7 条关系"


def test_picture_and_data_are_saved(page: Page, downloads: Path) -> None:
    page.open()
    page["png"].click()
    page["data"].click()
    found = page.wait(lambda: (len(f := [p for p in downloads.iterdir() if p.suffix in (".png", ".json")]) == 2) and f)
    files = {p.suffix: p for p in found}
    time.sleep(0.1)
    assert files[".png"].read_bytes().startswith(b"\x89PNG")
    data = json.loads(files[".json"].read_text(encoding="utf-8"))
    assert {node["name"] for node in data["nodes"]} >= {"张三丰", LI.name, LATER.name}
    assert len(data["edges"]) == 7
    assert page.faults() == []


_CONTRAST = """
const luminance = (c) => c.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
  .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const ground = (el) => {
  for (; el; el = el.parentElement) {
    const c = getComputedStyle(el).backgroundColor;
    if (!c.startsWith('rgba') || !c.endsWith(' 0)')) return c;
  }
};
const worst = [];
for (const el of document.body.querySelectorAll('*')) {
  const own = [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  if (!own || !el.getClientRects().length || el.closest('script, svg')) continue;
  const [a, b] = [luminance(getComputedStyle(el).color), luminance(ground(el))].sort((x, y) => y - x);
  if ((a + 0.05) / (b + 0.05) < 4.5) worst.push(el.outerHTML.slice(0, 80) + ' ' + (a + 0.05) / (b + 0.05));
}
return worst;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(page: Page, scheme: str) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    try:
        page.open("#node=p_zhang")
        ground = page.run("return getComputedStyle(document.body).backgroundColor")
        assert ground == {"light": "rgb(251, 250, 247)", "dark": "rgb(23, 24, 27)"}[scheme]
        assert page.run(_CONTRAST) == []
        page["search"].send_keys("张")
        assert page.run(_CONTRAST) == []
        page["as-list"].click()
        assert page.run(_CONTRAST) == []
    finally:
        page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_click_on_an_edge_or_a_node_opens_it(browser: Chrome, tmp_path: Path) -> None:
    by = article(1)
    two: list = [n.Document(document_id=d, title=f"文件{d}", kind="policy") for d in ("d1", "d2")]
    path = tmp_path / "two.html"
    write_html(
        subgraph([by, *two, *said(e.Implements, "d1", "d2", "为贯彻文件d2，制定文件d1。", by)]), path, title="两点"
    )
    page = Page(browser, path).open()
    page["graph"].click()  # the middle of the drawing, which is the middle of the only edge
    assert page.name == "贯彻"
    assert page.all("#panel .link") == ["文件d1", "文件d2"]
    assert "为贯彻文件d2，制定文件d1。" in page.text("#panel blockquote")
    write_html(Subgraph((two[0],)), path, title="一点")
    page.open()
    page["graph"].click()
    assert page.name == "文件d1"
    assert page["spoken"].text.startswith("文件d1")


def test_says_what_is_left_out_and_opens_at_the_focus(browser: Chrome, tmp_path: Path) -> None:
    graph = invented(150)
    focus = next(node for node in graph.nodes if isinstance(node, n.Body))
    path = tmp_path / "part.html"
    info = write_html(graph, path, title="部分", lang="en", limit=60, focus=focus.body_id)
    assert (info.nodes, info.left_out) == (60, 90)
    page = Page(browser, path).open()
    assert page.name == focus.name
    assert page["chosen"].text.startswith(f"90 nodes are left out: those farthest from “{focus.name}”")
    assert page.faults() == []


def test_two_thousand_nodes_and_one_more_are_said_to_be_many(browser: Chrome, tmp_path: Path) -> None:
    people = [n.Person(person_id=f"p{i}", name=f"甲{i}") for i in range(2001)]
    path = tmp_path / "many.html"
    assert write_html(Subgraph(tuple(people)), path, title="很多", limit=5000).large
    page = Page(browser, path).open()
    assert page["large"].text.startswith("本页有 2001 个节点")
    assert page.faults() == []
    assert not write_html(Subgraph(tuple(people[:2000])), path, title="很多", limit=5000).large
    page.open()
    assert not page["large"].is_displayed()


def test_an_empty_graph_makes_a_page_that_says_so(browser: Chrome, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    assert write_html(Subgraph(), path, title="空") == PageInfo(0, 0, 0)
    page = Page(browser, path).open()
    assert page["empty"].text == "按当前筛选没有节点"
    assert page.faults() == []
