"""Hold a request and its answer against a contract: path, method, parameters, headers and body, both ways."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from integrations.sandbox.web import Request, Response
from tests.contracts import errata
from tests.contracts.documents import Documents
from tests.contracts.openapi import Schemas, Way


class Contract:
    """A contract as published."""

    def __init__(self, file: str, prefix: str, *, admits: str = "Bearer ") -> None:
        """Read it.

        `prefix` is what addresses begin with before the contract's own paths, `admits` how Authorization begins.
        """
        self._admits = admits
        self._documents = Documents(file)
        self._file, self._prefix = file, prefix
        self.paths: dict[str, dict[str, Any]] = self._documents.document["paths"]

    def request_faults(self, request: Request) -> Iterator[str]:
        """List what in a request is not as the contract says."""
        template, operation = self._operation(request)
        if operation is None:
            yield f"{request.method} {template} is not in the contract"
            return
        if not request.headers.get("authorization", "").startswith(self._admits):
            yield "there is no token"
        known = self._parameters(template, operation)
        yield from self._query_faults(request, known["query"])
        for name, value in self._values(template, request).items():
            yield from self._text_faults(name, value, known["path"][name])
        for name, parameter in known["header"].items():
            yield from self._header_faults(request, name, parameter, "requestBody" in operation)
        yield from self._body_faults(request, operation)

    def answer_faults(self, request: Request, response: Response) -> Iterator[str]:
        """List what in an answer is not as the contract says."""
        template, operation = self._operation(request)
        if operation is None:
            yield f"{request.method} {template} is not in the contract"
            return
        if response.status == 304 and "If-None-Match" in self._parameters(template, operation)["header"]:
            return  # errata.NOT_CHANGED
        answer = operation["responses"].get(str(int(response.status)))
        if answer is None:
            yield f"{int(response.status)} is not in the contract"
            return
        answer = self._documents.resolve(answer)
        for name, header in answer.get("headers", {}).items():
            header = self._documents.resolve(header)
            if name in response.headers:
                yield from self._text_faults(name, response.headers[name], header)
            elif header.get("required") or response.status < 300:
                yield f"the header {name} is missing"
        yield from self._content_faults(response, answer.get("content", {}), request.method)

    def _operation(self, request: Request) -> tuple[str, dict[str, Any] | None]:
        path = request.path.partition(self._prefix)[2]
        found = sorted(
            (one for one in self.paths if re.fullmatch(_pattern(one), path)), key=lambda one: "{" in one
        )
        return (found[0], self.paths[found[0]].get(request.method.lower())) if found else (path, None)

    def _parameters(self, template: str, operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
        listed = [*self.paths[template].get("parameters", ()), *operation.get("parameters", ())]
        known: dict[str, dict[str, Any]] = {"query": {}, "header": {}, "path": {}}
        for one in map(self._documents.resolve, listed):
            known[one["in"]][one["name"]] = one
        return known

    def _values(self, template: str, request: Request) -> dict[str, str]:
        found = re.fullmatch(_pattern(template), request.path.partition(self._prefix)[2])
        return found.groupdict() if found else {}

    def _query_faults(self, request: Request, known: dict[str, Any]) -> Iterator[str]:
        sent = dict(parse_qsl(request.query_string, keep_blank_values=True))
        yield from (f"the parameter {name} is not in the contract" for name in sent if name not in known)
        for name, parameter in known.items():
            if name in sent:
                yield from self._text_faults(name, sent[name], parameter)
            elif parameter.get("required"):
                yield f"the parameter {name} is missing"

    def _header_faults(
        self, request: Request, name: str, parameter: dict[str, Any], has_body: bool
    ) -> Iterator[str]:
        value = request.headers.get(name.lower())
        if name == "Content-Type":
            return  # looked at with the body
        if value is not None:
            yield from self._text_faults(name, value, parameter)
        elif parameter.get("required"):
            yield f"the header {name} is missing"

    def _text_faults(self, name: str, text: str, parameter: dict[str, Any]) -> Iterator[str]:
        """Look at a text as the value that a parameter makes of it."""
        schema = self._documents.resolve(parameter["schema"])
        kind = schema.get("type")
        if (self._file, name) in errata.ADDRESSES and parameter["in"] == "query":
            schema = {"type": "string", "format": "uri"}
        elif kind == "integer" and re.fullmatch(r"-?\d+", text):
            yield from Schemas(self._documents, Way.THERE).faults(int(text), schema, name)
            return
        elif kind == "boolean" and text in {"true", "false"}:
            return
        elif kind == "array":
            values = text.split(",")
            yield from Schemas(self._documents, Way.THERE).faults(values, schema, name)
            return
        yield from Schemas(self._documents, Way.THERE).faults(text, schema, name)

    def _body_faults(self, request: Request, operation: dict[str, Any]) -> Iterator[str]:
        expected = _by_media(self._documents.resolve(operation.get("requestBody", {})).get("content", {}))
        media = _media(request.headers.get("content-type", ""))
        if not expected:
            if request.body:
                yield "there is a body"
        elif media not in expected:
            yield f"the body is {media or 'nothing'}"
        elif media == "application/json":
            schema = expected[media]["schema"]
            try:
                content = json.loads(request.body)
            except ValueError:
                yield "the body is no JSON"
            else:
                yield from Schemas(self._documents, Way.THERE).faults(content, schema, "request")

    def _content_faults(self, response: Response, expected: dict[str, Any], method: str) -> Iterator[str]:
        if method == "HEAD" or not expected:
            return
        media, expected = _media(response.content_type), _by_media(expected)
        if media not in expected:
            yield f"the answer is {response.content_type}"
        elif "json" in media:
            schema = expected[media]["schema"]
            yield from Schemas(self._documents, Way.BACK).faults(response.json(), schema, "answer")


def _media(text: str) -> str:
    """Answer a media type without what stands behind it: a charset makes no other type of it."""
    return text.partition(";")[0].strip().lower()


def _by_media(content: dict[str, Any]) -> dict[str, Any]:
    return {_media(name): told for name, told in content.items()}


def _pattern(template: str) -> str:
    return re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
