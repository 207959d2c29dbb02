"""``datapackage.json``: the folder described for any tool that reads Frictionless Data."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from seedbed.formats.models import columns_of, references_of, required_of
from seedbed.formats.row import Row


def datapackage(study: Mapping[str, Any], held: Sequence[type[Row]]) -> dict[str, Any]:
    """The description of a study folder with these tables. It holds no timestamp."""
    tables = {model.table for model in held}
    return {
        "profile": "tabular-data-package",
        "name": study["id"],
        "title": study["title"],
        "description": study["summary"],
        "resources": [_resource(model, tables) for model in held],
    }


def _resource(model: type[Row], held: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(model, name) for name in columns_of(model)],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    keys = [
        {
            "fields": [name],
            "reference": {"resource": "" if table == model.table else table, "fields": ["id"]},
        }
        for name, table in references_of(model).items()
        if table in held
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": model.table,
        "path": f"{model.table}.csv",
        "description": (model.__doc__ or "").removesuffix("."),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(model: type[Row], name: str) -> dict[str, Any]:
    field = model.model_fields[name]
    kinds = {field.annotation, *get_args(field.annotation)}
    described: dict[str, Any] = {"name": name, "type": _type(kinds)}
    if field.description:
        described["description"] = field.description
    constraints: dict[str, Any] = {}
    if name in required_of(model):
        constraints["required"] = True
    allowed = _allowed(field.annotation)
    if allowed:
        constraints["enum"] = allowed
    if constraints:
        described["constraints"] = constraints
    return described


def _type(kinds: set[Any]) -> str:
    for kind, said in ((date, "date"), (Decimal, "number"), (int, "integer")):
        if kind in kinds:
            return said
    return "string"


def _allowed(annotation: Any) -> list[str]:
    for inner in (annotation, *get_args(annotation)):
        if get_origin(inner) is Literal:
            return [word for word in get_args(inner) if word]
    return []
