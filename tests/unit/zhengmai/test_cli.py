"""The commands on real articles and a real embedded store: what is on stdout, on stderr, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from rich.cells import cell_len
from support.neo4j_test_server import Server

from graph.model.nodes import Article
from loaders.extract import extract, extractor_version
from loaders.graph_of import graph_of
from loaders.sources import read_inputs
from zhengmai.cli import main
from zhengmai.cli.output import Format, print_rows

ROOT = Path(__file__).resolve().parents[3]
ARTICLES = ROOT / "examples" / "local" / "articles"
BROKEN = ROOT / "examples" / "broken"
# One chain of three papers with its spread, one meeting in two articles, a delegation, two persons of one name.
PLAN = "document=中共衢州市委办公室关于推进人民政协协商向基层延伸的实施方案"
CHOSEN = [
    str(ARTICLES / name)
    for name in (
        "01-zhejiang-zhuxi25.txt",
        "02-zhejiang-dangzu-news.html",
        "03-zhejiang-shengwei-gongzuohuiyi.txt",
        "04-quzhou-shiwei-gongzuohuiyi.txt",
        "05-longyou-zhuxi.txt",
        "19-hubei-zhongxinzu.txt",
        "31-shenyang-zhuxi.txt",
    )
]


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    out: str
    err: str

    def rows(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delenv("ZHENGMAI_STORE", raising=False)

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, out, err)

    return run


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with the chosen articles; not to be changed."""
    store = tmp_path_factory.mktemp("cli") / "filled.graph"
    with pytest.raises(SystemExit) as left:
        main(["load", *CHOSEN, "--store", str(store)])
    assert left.value.code == 0
    yield store
    shutil.rmtree(store)


# extract


def test_extract_facts(call: Any) -> None:
    done = call("extract", CHOSEN[0], CHOSEN[6])
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert (done.code, [line["id"] for line in lines]) == (0, ["01-zhejiang-zhuxi25", "31-shenyang-zhuxi"])
    assert {"persons", "posts", "meetings", "presides", "attends", "documents", "references", "lineage"} <= set(
        lines[0]
    )
    (chair,) = lines[1]["presides"]
    assert (chair["person"], chair["on_behalf_of"]) == ("陈静", "尉迟敬言")
    article = next(a for a in read_inputs([CHOSEN[6]]) if isinstance(a, Article))
    quote = chair["evidence"]
    assert article.text[quote["start"] : quote["end"]] == quote["quote"]
    assert "陈静主持" in quote["quote"]


def test_extract_claims(call: Any) -> None:
    done = call("extract", CHOSEN[0], "--format", "claims")
    (line,) = map(json.loads, done.out.splitlines())
    assert line["id"] == line["article"]["slug"] == "01-zhejiang-zhuxi25"
    for claim in line["claims"]:
        assert line["article"]["text"][claim["start"] : claim["end"]] == claim["quote"]


def test_extract_graph(call: Any, tmp_path: Path) -> None:
    out = tmp_path / "graph.json"
    done = call("extract", *CHOSEN[:2], "--format", "graph", "--out", out)
    assert (done.code, done.out) == (0, "")
    graph = nx.node_link_graph(json.loads(out.read_text(encoding="utf-8")), edges="edges")
    kinds = {data["type"] for _, _, data in graph.edges(data=True)}
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert {"PRESIDES_OVER", "ATTENDS", "HOLDS_POSITION"} <= kinds


def test_extract_reads_stdin() -> None:
    text = Path(CHOSEN[6]).read_bytes()
    command = [sys.executable, "-m", "zhengmai", "extract", "-"]
    done = subprocess.run(command, input=text, capture_output=True, cwd=ROOT, check=True)
    assert json.loads(done.stdout)["presides"][0]["person"] == "陈静"


@pytest.mark.parametrize("arguments", [["--help"], ["load", "--help"], ["query", "--list"], ["extract", CHOSEN[0]]])
def test_neither_engine_nor_driver_nor_pyvis_is_imported(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom zhengmai.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit as left:\n"
        "    assert not left.code, left.code\n"
        "sys.stderr.write(' '.join({m.split('.')[0] for m in sys.modules} & {'neo4j', 'arcadedb_embedded', 'jpype',"
        " 'pyvis', 'py2neo', 'networkx'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, cwd=ROOT, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


# load and what is rejected


def test_rejected_inputs_are_listed_and_the_rest_goes_on(call: Any, tmp_path: Path) -> None:
    store, report = tmp_path / "g.graph", tmp_path / "report.jsonl"
    done = call("load", BROKEN, CHOSEN[6], tmp_path / "nothing.txt", "--store", store, "--report", report)
    assert done.code == 3
    assert done.out == ""
    assert "1 new, 0 known already" in done.err
    for name in ("empty.txt", "picture.txt", "no-text.html", "records.jsonl:1", "records.jsonl:2", "nothing.txt"):
        (line,) = [line for line in done.err.splitlines() if line.startswith("rejected: ") and name in line]
        assert len(line.split(": ", 2)[2]) > 20  # reason and advice
    written = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [Path(row["place"]).name for row in written if row["status"] == "loaded"] == ["31-shenyang-zhuxi.txt"]
    rejected = {Path(row["place"]).name for row in written if row["status"] == "rejected"}
    assert rejected >= {"empty.txt", "picture.txt"}
    again = call("load", CHOSEN[6], "--store", store)
    assert (again.code, "0 new, 1 known already" in again.err) == (0, True)


def test_load_by_days_keeps_undated_articles(call: Any, tmp_path: Path) -> None:
    (tmp_path / "undated.txt").write_text(
        "某县政协召开主席会议\n某县政协召开第三次主席会议，学习有关文件。\n", encoding="utf-8"
    )
    done = call(
        "load",
        CHOSEN[0],
        CHOSEN[5],
        tmp_path / "undated.txt",
        "--until",
        "2024-03",
        "--store",
        tmp_path / "g.graph",
        "-v",
    )
    assert done.code == 0
    assert "2 new" in done.err
    assert "1 published outside" in done.err
    assert "1 without publication date" in done.err
    assert "note: " in done.err


def test_a_wrong_day(call: Any, tmp_path: Path) -> None:
    done = call("load", CHOSEN[0], "--since", "March", "--store", tmp_path / "g.graph")
    assert (done.code, "YYYY-MM-DD" in done.err, "Traceback" in done.err) == (2, True, False)


# query


def test_table_is_aligned(call: Any, filled: Path) -> None:
    done = call("query", "who_chaired", "--store", filled)
    header, rule, *lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert header.split() == ["date", "body", "meeting", "person", "titles", "on_behalf_of", "quote", "article"]
    starts = [0, *(i + 2 for i in range(len(rule)) if rule[i : i + 2] == "  ")]
    for line in (header, *lines):
        for start in starts[1:7]:  # the last columns are not filled up
            before = ""
            while cell_len(before) < start:
                before = line[: len(before) + 1]
            assert cell_len(before) == start
            assert before.endswith("  ")
    assert "\x1b" not in done.out
    assert any(line.startswith("2024-04-18") and "尉迟敬言" in line and "陈静" in line for line in lines)


def test_csv_and_json_say_the_same(call: Any, filled: Path) -> None:
    rows = call("query", "who_chaired", "body=政协沈阳市委员会", "--format", "json", "--store", filled).rows()
    text = call("query", "who_chaired", "body=瀋陽市政協", "--format", "csv", "--store", filled).out
    (one,) = rows
    (other,) = csv.DictReader(io.StringIO(text))
    assert list(other) == list(one)
    assert (one["person"], one["on_behalf_of"], one["article_slug"]) == ("陈静", "尉迟敬言", "31-shenyang-zhuxi")
    assert other["person"] == one["person"]
    assert other["titles"] == "、".join(one["titles"])


def test_one_meeting_in_two_articles_counts_once(call: Any, filled: Path) -> None:
    rows = call("query", "meetings_of_body", "body=浙江省政协", "--format", "json", "--store", filled).rows()
    assert [row["date"] for row in rows].count("2024-03-18") == 1


def test_spread_of_a_policy(call: Any, filled: Path) -> None:
    title = "document=《关于推进人民政协协商向基层延伸的意见》"
    rows = call("query", "policy_diffusion", title, "--format", "json", "--store", filled).rows()
    days = {row["body"]: row["days"] for row in rows}
    assert (days["浙江省政协"], days["沈阳市政协"]) == (7, 38)
    assert {row["counted_from"] for row in rows} == {"issued_date"}


def test_lineage_of_a_policy(call: Any, filled: Path) -> None:
    rows = call(
        "query", "policy_lineage", PLAN, "--format", "json",
        "--store", filled,
    ).rows()  # fmt: skip
    above = {row["document"] for row in rows if row["depth"] < 0}
    assert "关于推进人民政协协商向基层延伸的意见" in above


def test_min_confidence(call: Any, filled: Path) -> None:
    assert call("query", "who_chaired", "--min-confidence", "1.01", "--format", "json", "--store", filled).rows() == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["who_sat"], ["no query 'who_sat'", "who_chaired"]),
        (["who_chaired", "浙江省政协"], ["is no parameter"]),
        (["who_chaired", "body="], ["is no parameter"]),
        (["who_chaired", "body=浙江省政协", "body=沈阳市政协"], ["given twice"]),
        (["who_chaired", "place=浙江"], ["no parameter 'place'", "body"]),
        (["posts_of_person", "person=陈静"], ["2 fit", "沈阳", "湖北"]),
        (["posts_of_person", "person=无此人"], ["no person of this name"]),
        ([], ["--list"]),
    ],
)
def test_misuse_of_query(call: Any, filled: Path, arguments: list[str], words: list[str]) -> None:
    done = call("query", *arguments, "--store", filled)
    assert (done.code, done.out, "Traceback" in done.err) == (2, "", False)
    assert all(word in done.err for word in words)


def test_list_of_queries(call: Any) -> None:
    done = call("query", "--list", "--format", "json")
    listed = {row["query"]: row["parameters"] for row in done.rows()}
    assert listed["posts_of_person"].startswith("person=…")
    assert "[body=…]" in listed["who_chaired"]


def test_the_store_of_the_environment(call: Any, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGMAI_STORE", str(filled))
    assert call("stats").code == 0


# cypher, stats, show


def test_cypher_reads(call: Any, filled: Path) -> None:
    text = "MATCH (a:Article) RETURN a.slug AS slug, a.article_id AS article_id ORDER BY slug LIMIT 2"
    done = call("cypher", text, "--store", filled)
    assert done.out.splitlines()[0].split() == ["slug", "article_id"]
    assert done.out.splitlines()[2].startswith("01-zhejiang-zhuxi25")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CREATE (n:Person) RETURN n", 1),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", 1),
        ("CALL dbms.listConfig()", 1),
        ("MATCH (n RETURN n", 2),
    ],
)
def test_cypher_that_is_refused(call: Any, filled: Path, text: str, code: int) -> None:
    done = call("cypher", text, "--store", filled)
    assert (done.code, done.out, "Traceback" in done.err) == (code, "", False)


def test_stats(call: Any, filled: Path) -> None:
    counts = {row["type"]: row["count"] for row in call("stats", "--format", "json", "--store", filled).rows()}
    assert counts["Article"] == len(CHOSEN)
    assert counts["PRESIDES_OVER"] >= 5


def test_show_a_person_with_the_sentences(call: Any, filled: Path) -> None:
    done = call("show", "诸葛明远", "--store", filled)
    assert done.code == 0
    assert "posts_of_person (2)" in done.out
    assert "省政协党组书记、主席诸葛明远" in done.out
    data = call("show", "诸葛明远", "--format", "json", "--store", filled).rows()
    assert {post["title"] for post in data["posts_of_person"]} == {"主席", "党组书记"}


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("浙江省政协", "people_of_body"),
        ("沈阳市政协十六届四十一次主席会议", "attendees_of_meeting"),
        ("《关于推进人民政协协商向基层延伸的意见》", "policy_diffusion"),
    ],
)
def test_show_other_entities(call: Any, filled: Path, name: str, section: str) -> None:
    done = call("show", name, "--store", filled)
    assert (done.code, f"\n{section} (" in done.out) == (0, True)


# export, remove, demo


def test_snapshot_is_the_graph_of_the_articles(call: Any, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "g.jsonl"
    assert call("export", "jsonl", "--out", out, "--store", filled).code == 0
    read = [extract(a) for a in read_inputs(CHOSEN) if isinstance(a, Article)]
    expected = "".join(line + "\n" for line in graph_of(read, extractor_version=extractor_version()).lines())
    assert out.read_text(encoding="utf-8") == expected


def test_part_of_a_snapshot(call: Any, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "part.jsonl"
    assert call("export", "jsonl", "--focus", "沈阳市政协", "--depth", "1", "--out", out, "--store", filled).code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    meetings = {row["name"] for row in rows if row["type"] == "Meeting"}
    assert any("沈阳市政协" in name for name in meetings)
    assert not any("浙江" in name for name in meetings)
    ids = {row[key] for row in rows for key in row if key == f"{row['type'].lower()}_id"}
    facts = [row for row in rows if "support" in row]
    assert facts
    assert all(row["source"] in ids and row["target"] in ids and row["claim_id"] in ids for row in facts)


def test_page(call: Any, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "network.html"
    done = call("export", "html", "--focus", "诸葛明远", "--out", out, "--store", filled)
    assert (done.code, done.out) == (0, "")
    assert "nodes" in done.err
    page = out.read_text(encoding="utf-8")
    assert "诸葛明远" in page
    assert "default-src 'none'" in page


def test_a_folder_that_is_not_there(call: Any, filled: Path, tmp_path: Path) -> None:
    done = call("export", "jsonl", "--out", tmp_path / "none" / "g.jsonl", "--store", filled)
    assert (done.code, "Traceback" in done.err, "none" in done.err) == (1, False, True)


def test_remove_gives_the_graph_that_never_saw_it(call: Any, tmp_path: Path) -> None:
    one, other = tmp_path / "one.graph", tmp_path / "other.graph"
    call("load", *CHOSEN[4:], "--store", one)
    call("load", *CHOSEN[5:], "--store", other)
    done = call("remove", "05-longyou-zhuxi", "--store", one)
    assert (done.code, "1 removed" in done.err) == (0, True)
    for store in (one, other):
        call("export", "jsonl", "--out", tmp_path / f"{store.stem}.jsonl", "--store", store)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "other.jsonl").read_bytes()
    assert call("remove", "05-longyou-zhuxi", "--store", one).code == 2


def test_a_slug_that_two_articles_have(call: Any, tmp_path: Path) -> None:
    for folder, day in (("a", "5月1日"), ("b", "5月2日")):
        (tmp_path / folder).mkdir()
        text = f"沈阳市政协召开主席会议\n2024年{day}，沈阳市政协召开主席会议，学习有关文件。\n"
        (tmp_path / folder / "same.txt").write_text(text, encoding="utf-8")
    store = tmp_path / "g.graph"
    assert call("load", tmp_path / "a", tmp_path / "b", "--store", store).code == 0
    done = call("remove", "same", "--store", store)
    assert (done.code, "2 fit" in done.err) == (2, True)
    article = done.err.splitlines()[1].split()[0]
    assert call("remove", article, "--store", store).code == 0


def test_demo(call: Any, tmp_path: Path) -> None:
    for _ in range(2):  # a second time it starts anew
        done = call("demo", *CHOSEN, BROKEN, "--store", tmp_path / "demo.graph", "--out", tmp_path / "network.html")
        assert done.code == 0
        assert "7 articles loaded" in done.out
    assert "5 inputs rejected" in done.out
    assert "陈静" in done.out
    assert "query policy_lineage" in done.out
    assert str(tmp_path / "network.html") in done.out
    assert (tmp_path / "network.html").stat().st_size > 100_000


# stores that cannot be used


def test_no_store_there(call: Any, tmp_path: Path) -> None:
    done = call("query", "who_chaired", "--store", tmp_path / "none.graph")
    assert (done.code, "zhengmai load" in done.err) == (1, True)


def test_a_path_that_cannot_be_written(call: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = call("load", CHOSEN[0], "--store", tmp_path / "file" / "g.graph")
    assert (done.code, "Traceback" in done.err) == (1, False)


def test_a_store_held_by_another_process(call: Any, tmp_path: Path) -> None:
    store = tmp_path / "g.graph"
    call("load", CHOSEN[6], "--store", store)
    code = (
        "import sys\nfrom graph.store.registry import open_store\n"
        "with open_store(sys.argv[1]):\n    print('open', flush=True)\n    sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as holder:
        assert holder.stdout is not None
        while holder.stdout.readline().strip() != "open":
            assert holder.poll() is None
        done = call("load", CHOSEN[5], "--store", store)
        holder.communicate()
    assert (done.code, "another process" in done.err) == (1, True)


def test_no_server(call: Any) -> None:
    done = call("stats", "--store", "bolt://127.0.0.1:9")
    assert (done.code, "Traceback" in done.err, "127.0.0.1:9" in done.err) == (1, False, True)


def test_a_password_in_the_url(call: Any) -> None:
    done = call("stats", "--store", "bolt://neo4j:geheim@127.0.0.1:9")
    assert (done.code, "geheim" in done.err) == (2, False)


@pytest.mark.server
def test_the_same_on_a_server(call: Any, filled: Path, neo4j_server: Server, tmp_path: Path, wiped: None) -> None:
    password = tmp_path / "password"
    password.write_text(neo4j_server.password + "\n", encoding="utf-8")
    there = ["--store", neo4j_server.uri, "--password-file", password]
    assert call("load", *CHOSEN, *there).code == 0
    for query in (
        ["who_chaired"],
        ["policy_diffusion", "document=关于推进人民政协协商向基层延伸的意见"],
        ["policy_lineage", "document=关于推进人民政协协商向基层延伸的意见"],
        ["co_attendance"],
        ["people_of_body", "body=浙江省政协"],
        ["evidence_of", "of=诸葛明远"],
    ):
        here = call("query", *query, "--format", "csv", "--store", filled)
        assert (here.code, len(here.out.splitlines()) > 1) == (0, True)
        assert call("query", *query, "--format", "csv", *there).out == here.out
    (tmp_path / "wrong").write_text("not the password", encoding="utf-8")
    done = call("stats", "--store", neo4j_server.uri, "--password-file", tmp_path / "wrong")
    assert (done.code, "not the password" in done.err) == (1, False)


@pytest.fixture
def wiped(neo4j_server: Server) -> Iterator[None]:
    from conftest import _wipe

    _wipe(neo4j_server)
    yield
    _wipe(neo4j_server)


def test_progress_on_a_terminal_only(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    here, there = pty.openpty()
    command = [sys.executable, "-m", "zhengmai", "extract", CHOSEN[0], "--out", str(tmp_path / "facts.jsonl")]
    with subprocess.Popen(command, stderr=there, cwd=ROOT, env={**os.environ, "TERM": "xterm"}) as shown:
        os.close(there)
        seen = b""
        while True:
            try:
                part = os.read(here, 1000)
            except OSError:
                break
            if not part:
                break
            seen += part
    assert shown.returncode == 0
    assert "articles" in seen.decode(errors="replace")
    quiet = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    assert (quiet.stdout, quiet.stderr) == (b"", b"")


def test_nothing_in_an_article_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"quote": "红\x1b[31m字\n下一行\u2028", "n": None}], ["quote", "n"], Format.table)
    assert capsys.readouterr().out.splitlines()[2] == "红 [31m字 下一行"


def test_an_old_locale_prints_chinese() -> None:
    command = [sys.executable, "-m", "zhengmai", "query", "no_such_查询"]
    done = subprocess.run(
        command, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "latin-1"}, check=False
    )
    assert (done.returncode, "no_such_查询" in done.stderr.decode()) == (2, True)
