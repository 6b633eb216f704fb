"""Every change of the data is an action: asked for, in one transaction, written to the chronicle."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.house import Module, listed, modules

ALWAYS_WRITES = {
    *("bulk_create", "bulk_update", "get_or_create", "update_or_create"),
    *("acreate", "asave", "adelete", "aupdate", "abulk_create", "abulk_update"),
    *("aget_or_create", "aupdate_or_create", "create_user", "create_superuser", "set_password"),
}
WRITES_WITHOUT_POSITION = {"save", "create", "update", "delete"}
"""Django takes their arguments by name; files, dictionaries and digests take theirs by position."""
WRITING_SQL = ("insert", "update", "delete", "replace", "drop", "alter", "create", "truncate")


def writes_of(tree: ast.AST) -> list[ast.Call]:
    """The calls in a syntax tree that write to the database."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_write(node)]


def is_write(call: ast.Call) -> bool:
    """Whether a call is `rows.update(name=…)`, `row.save()`, `Row.objects.create(…)` and the like."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name = call.func.attr
    if name in ALWAYS_WRITES:
        return True
    if name in {"execute", "executemany"} and "cursor" in ast.unparse(call.func.value):
        said = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
        return isinstance(said, str) and said.strip().lower().startswith(WRITING_SQL)
    by_position = [argument for argument in call.args if not isinstance(argument, ast.Starred)]
    return name in WRITES_WITHOUT_POSITION and (not by_position or of_objects(call.func.value))


def of_objects(receiver: ast.AST) -> bool:
    """Whether a chain of calls begins at a model's `objects`."""
    return any(isinstance(node, ast.Attribute) and node.attr == "objects" for node in ast.walk(receiver))


def may_write(module: Module) -> bool:
    """Actions may; so may the journal, through which all of them book: it is its own chronicle."""
    return module.lies_in("actions") or module.lies_in("journal")


def test_nothing_but_actions_writes_to_the_database() -> None:
    found = [
        f"{module.at(call)} {ast.unparse(call.func)}(…)"
        for module in modules()
        if not may_write(module)
        for call in writes_of(module.tree)
    ]
    assert not found, f"move it into an action of the room: {listed(found)}"


@pytest.mark.parametrize(
    "line",
    [
        "group.save()",
        "group.save(update_fields=['name'])",
        "form.save()",
        "Group.objects.create(name='x')",
        "group.places.create(lat=1)",
        "Group.objects.filter(pk=1).update(name='x')",
        "rows.update(**fields)",
        "Group.objects.filter(pk=1).delete()",
        "group.delete()",
        "Group.objects.bulk_create(rows)",
        "Group.objects.get_or_create(name='x')",
        "Person.objects.create_user('a')",
        "cursor.execute('DELETE FROM people')",
        "cursor.execute('  update people set name=1')",
    ],
)
def test_a_write_is_recognised(line: str) -> None:
    assert writes_of(ast.parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "known.update(other)",
        "known.update({'a': 1})",
        "digest.update(b'x')",
        "workbook.save(path)",
        "picture.save(stream, 'PNG')",
        "cache.delete('key')",
        "cursor.execute('SELECT 1')",
        "a_file_of_its_own.execute('INSERT INTO towns VALUES (1)')",
        "Group.objects.filter(pk=1).values_list('pk')",
        "create(thing)",
    ],
)
def test_what_is_no_write_is_let_be(line: str) -> None:
    assert not writes_of(ast.parse(line))
