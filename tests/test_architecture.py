"""Reads the project's own source: dependencies run one way, and a few things are done in one place only."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PURE = {
    "workflow", "rights", "bodies", "body_rules", "body_writer", "embeds", "embed_addresses", "texts", "paths",
    "languages", "moments", "slugs", "typos", "decoder", "renditions", "phrases", "body_blocks", "body_memory",
    "merging", "days", "sequences", "word_units", "body_marks", "body_page", "body_pictures", "word_marks", "comparing",
    "affixes", "plurals", "english", "terms", "vectors", "wanted", "headlines", "term_keys", "found_words", "marks",
    "old_paths", "word_memory",
}  # fmt: skip
READING = {
    "desk_lists", "search", "desk_search", "history", "available", "checklist", "similar",
    "named", "questions", "newest", "patience", "resembling",
}  # fmt: skip
# What stands above an app inside newsroom/: whoever is not named may not import it.
MAY_IMPORT = {
    "accounts": set(),
    "about": set(),
    "readership": {"about"},
    "responses": {"about"},
    "fronts": {"about"},
    "wire": {"about"},
    "keys": {"accounts"},
    "pagecache": {"about"},
    "pages": {"fronts", "responses", "readership", "about", "pagecache"},
    "api": {"fronts", "responses", "readership", "about", "pagecache", "pages", "keys"},
    "previews": {"pages", "about", "fronts"},
    "desk": {"wire", "pagecache", "fronts", "responses", "previews", "about", "accounts", "readership"},
}
TOP = {"moving", "demo"}
TOP_MAY_IMPORT = set(MAY_IMPORT) | TOP
NEVER_IMPORTED = {"desk", "moving", "demo", "api"}
READERS = ("newsroom/pages", "newsroom/api")
READERS_MODELS = {
    "Publication", "PublicationByline", "Section", "Author", "Topic", "Correction", "Redirect", "FormerAddress",
    "Edition", "Image", "Rendition", "PublishedVersion", "IsAnyOf", "OldAddress",
}  # fmt: skip
READERS_MODULES = {
    "workflow", "bodies", "texts", "paths", "languages", "moments", "slugs", "search", "phrases", "available",
    "named", "questions", "found_words", "terms", "days", "resembling", "marks", "word_marks", "renditions",
    "old_paths",
}  # fmt: skip
# The modules that hand out markup which is safe by their own doing, and the SQL that no queryset can say.
REVIEWED = {
    "mark_safe": {
        "newsroom/pages/policy_reading.py",  # a policy page's body, fresh from bodies.render
        "newsroom/pages/reading.py",  # a body, fresh from bodies.render, which sanitises
        "newsroom/pages/structured/script.py",  # JSON in which nothing can end the script that it stands in
        "articles/marks.py",  # a compared body, fresh from word_marks.marked_html, which sanitises
    },
    "|safe": set(),
    "csrf_exempt": {
        "newsroom/pages/views/respond.py",  # no cookie on a reader page: newsroom/responses/tokens.py says what instead
    },
    ".raw(": set(),
    ".extra(": set(),
    "RawSQL": set(),
}
WRITES_PUBLICATIONS = {
    *("publishing", "freezing", "addresses", "reference", "versions"),
    "rows",  # newsroom/demo: thousands at once, each with the moves that led there
    "step_facts",  # articles/admin: an unsaved one, to say what its address would be
}
ASSIGNS_DESK_STATE = {"moves.py", "desk.py"}  # desk.py: the first state of a new story


def sources(*folders):
    """Python files of the project but migrations and tests."""
    for folder in folders or ("articles", "newsroom"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name(path):
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path):
    """(module, imported name or "", node) for each import, relative ones resolved."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", node
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            for alias in node.names:
                yield module, alias.name, node


def parts_of(path):
    """The project's own modules that a file imports, as tuples: `("articles", "models")`."""
    for module, imported, _node in imports(path):
        parts = tuple(module.split("."))
        if parts[0] in ("articles", "newsroom"):
            is_module = (ROOT.joinpath(*parts, f"{imported}.py")).exists() or (ROOT.joinpath(*parts, imported)).is_dir()
            yield (*parts, imported) if imported and is_module else parts


def layer_of(parts):
    """0 pure, 1 models, 2 what reads, 3 verbs, 4 doors. Inside articles a module imports its own layer or below."""
    if len(parts) < 2 or parts[1] in ("apps",):
        return 0
    if parts[1] in ("admin", "management"):
        return 4
    if parts[1] == "models":
        return 1
    return 0 if parts[1] in PURE else 2 if parts[1] in READING else 3


def test_articles_imports_nothing_from_newsroom():
    back = [name(path) for path in sources("articles") for parts in parts_of(path) if parts[0] == "newsroom"]

    assert back == []


def test_articles_layers_run_one_way():
    back = []
    for path in sources("articles"):
        own = path.relative_to(ROOT).with_suffix("").parts
        for parts in parts_of(path):
            if parts[0] == "articles" and layer_of(parts) > layer_of(own):
                back.append(f"{name(path)} imports {'.'.join(parts)}")

    assert back == []


def test_pure_modules_use_no_database():
    impure = []
    for path in sources("articles"):
        if path.stem in PURE and path.parent.name == "articles":
            impure += [
                f"{name(path)} imports {module}"
                for module, imported, _node in imports(path)
                if module.startswith("django.db")
                and imported not in ("TextChoices", "IntegerChoices")
                or module == "articles.models"
            ]

    assert impure == []


def test_newsroom_apps_import_what_stands_below_them():
    back = []
    for path in sources("newsroom"):
        app = path.relative_to(ROOT).parts[1]
        if app not in TOP_MAY_IMPORT:
            continue
        allowed = TOP_MAY_IMPORT if app in TOP else MAY_IMPORT[app]
        for parts in parts_of(path):
            below = parts[1] if parts[0] == "newsroom" and len(parts) > 1 else app
            if below in TOP_MAY_IMPORT and below not in allowed | {app}:
                back.append(f"{name(path)} imports newsroom.{below}")

    assert back == []


def test_top_of_the_project_is_imported_by_urls_and_settings_alone():
    doors = {"newsroom/urls.py", "newsroom/settings.py"}
    found = {
        f"{name(path)} imports newsroom.{parts[1]}"
        for path in sources("newsroom")
        for parts in parts_of(path)
        if parts[0] == "newsroom"
        and len(parts) > 1
        and parts[1] in NEVER_IMPORTED
        and path.relative_to(ROOT).parts[1] != parts[1]
        and name(path) not in doors
        and path.relative_to(ROOT).parts[1] not in TOP
    }

    assert found == set()


def test_no_import_stands_inside_a_function():
    inside = []
    for path in sources():
        for function in ast.walk(tree(path)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                found = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
                inside += [f"{name(path)}:{node.lineno}" for node in found]

    assert inside == []


def test_readers_import_only_what_readers_may_have():
    found = []
    for path in sources(*READERS):
        for module, imported, _node in imports(path):
            parts = module.split(".")
            if parts[0] != "articles":
                continue
            chosen = parts[1] if len(parts) > 1 else imported
            fine = imported in READERS_MODELS if chosen == "models" else chosen in READERS_MODULES
            if not fine:
                found.append(f"{name(path)}: from {module} import {imported}")

    assert found == []


def test_readers_never_reach_a_working_copy():
    files = [*sources(*READERS), *(ROOT / "templates").rglob("*"), *(ROOT / "newsroom/pages").rglob("*.html")]
    reader_files = [path for path in files if path.is_file() and "admin" not in path.parts and "desk" not in path.parts]
    reaching = re.compile(r"\.article\.|article__|\.head_revision|\.approved_revision")

    assert [name(path) for path in reader_files if reaching.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("word", REVIEWED)
def test_dangerous_word_is_only_where_it_was_reviewed(word):
    files = [*sources(), *(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.xml")]
    users = {name(path) for path in files if word in re.sub(r"\s*\|\s*", "|", path.read_text(encoding="utf-8"))}

    assert users - REVIEWED[word] == set()


def test_sql_is_never_built_from_text():
    built = []
    for path in sources():
        for node in ast.walk(tree(path)):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
            if is_call and node.func.attr in ("execute", "executemany"):
                first = node.args[0]
                is_composed = isinstance(first, ast.JoinedStr) or (
                    isinstance(first, ast.BinOp) and isinstance(first.op, ast.Add | ast.Mod)
                )
                if is_composed and name(path) not in ("newsroom/database.py",):  # a name that is its own constant
                    built.append(f"{name(path)}:{node.lineno}")

    assert built == []


def test_publications_have_one_writer():
    """Nobody else creates, updates or saves one. (Nothing can see every way of writing; these are the usual ones.)"""
    writing = re.compile(
        r"Publication\(|PublicationByline\(|(?:Publication|PublicationByline|Correction|Redirect)\.objects"
        r"[^\n]*\.(?:create|update|bulk_create|bulk_update|get_or_create|update_or_create|delete)\(|publication\.save\("
    )
    writers = set()
    for path in sources():
        found = writing.search(path.read_text(encoding="utf-8"))
        if found and "/models/" not in name(path):
            writers.add(path.stem)

    assert writers == WRITES_PUBLICATIONS


def test_desk_state_has_one_writer():
    writers = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Attribute) and target.attr == "desk_state" for target in targets):
                writers.add(name(path))

    assert writers == {f"articles/{file}" for file in ASSIGNS_DESK_STATE}


@pytest.mark.parametrize("word", ["post_save", "pre_save", "post_delete", "m2m_changed", "@receiver"])
def test_no_signal_carries_our_logic(word):
    assert [name(path) for path in sources() if word in path.read_text(encoding="utf-8")] == []


def test_models_do_no_work_in_save():
    savers = []
    for path in sources():
        if "models" in path.parts or path.stem == "models":
            functions = [node.name for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
            savers += [name(path) for function in functions if function == "save"]

    assert savers == []


def test_no_module_is_longer_than_400_lines():
    long = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}

    assert {path: lines for path, lines in long.items() if lines > 400} == {}


def test_no_module_has_an_empty_name():
    hollow = {"utils", "helper", "helpers", "manager", "handler", "common", "data", "info", "obj"}

    assert [name(path) for path in sources() if hollow & {path.stem, path.parent.name}] == []
