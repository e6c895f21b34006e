"""Find what libraries and our own rooms keep per process: memoised functions, mutated module globals and class
attributes, singletons that remember. It reads source, so it sees also what no test imports.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NO_MEMOISERS = frozenset(
    {"cached_property", "never_cache", "cache_control", "cache_page", "patch_cache_control"}
)
MUTATORS = frozenset(
    {
        "add",
        "append",
        "clear",
        "discard",
        "extend",
        "insert",
        "pop",
        "popitem",
        "popleft",
        "remove",
        "setdefault",
        "update",
        "appendleft",
    }
)
CONTAINERS = frozenset(
    {
        "dict",
        "list",
        "set",
        "defaultdict",
        "OrderedDict",
        "Counter",
        "deque",
        "WeakKeyDictionary",
        "WeakValueDictionary",
        "WeakSet",
    }
)
HOLDERS = frozenset({"local", "Local", "ContextVar"})
"""What keeps a value per thread or context: no cache, but it outlives a request on the same thread."""
PROCESS_WIDE = ("Admin", "AdminMixin", "AdminSite", "AppConfig", "CMSApp", "PluginBase")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
CHANGES = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete, ast.Call)
OF_INTEREST = (ast.Module, ast.ClassDef, *FUNCTIONS, *CHANGES, ast.Global, ast.ImportFrom, ast.arg)


@dataclass(frozen=True, order=True)
class Place:
    """Where something is kept, as `module:name`, and what sort of thing it is."""

    name: str
    sort: str


def scan(package: str, *, without: tuple[str, ...] = ()) -> set[Place]:
    """List the places of a package; modules whose name starts with one of `without` are passed over."""
    trees = dict(_modules(package, without))
    classes = _remembering_classes(trees)
    modules = [_Module(module, tree, classes) for module, tree in trees.items()]
    containers = {name for module in modules for name in module.containers()}
    return {place for module in modules for place in module.places(containers)}


def _modules(package: str, without: tuple[str, ...]) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(_folder(package).rglob("*.py")):
        parts = (*package.split("."), *path.relative_to(_folder(package)).with_suffix("").parts)
        module = ".".join(parts).removesuffix(".__init__")
        is_out = any(module == each or module.startswith(f"{each}.") for each in without)
        if not (is_out or {"migrations", "tests", "test_utils", "management"} & set(parts)):
            yield module, ast.parse(path.read_text(encoding="utf-8"))


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations, f"{package} is no package"
    return Path(spec.submodule_search_locations[0])


def _remembering_classes(trees: dict[str, ast.Module]) -> set[str]:
    """Name the classes whose instances change after they were made, by themselves or by what they inherit."""
    classes = [node for tree in trees.values() for node in _walk(tree) if isinstance(node, ast.ClassDef)]
    found, size = {node.name for node in classes if _remembers(node)}, -1
    while len(found) != size:
        size = len(found)
        found |= {node.name for node in classes if {_last(base) for base in node.bases} & found}
    return found


def _remembers(node: ast.ClassDef) -> bool:
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name not in {"__init__", "__new__", "__set_name__"}:
            if any(_last(decorator) == "cached_property" for decorator in method.decorator_list):
                return True
            if any(owner == "self" for owner, _ in _changed_attributes(method)):
                return True
    return False


def _changed_attributes(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield `(owner, attribute)` for each `owner.attribute` that is assigned or mutated."""
    for node in _walk(tree):
        for target in _changed(node):
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                yield target.value.id, target.attr


def _changed(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what this one statement or call changes: whole or inside."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete):
        targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else [node.target]
        for target in targets:
            yield from target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
            if isinstance(target, ast.Subscript):
                yield target.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
        yield node.func.value


def _memoises(decorator: ast.expr) -> bool:
    """Tell whether a decorator remembers answers; libraries have such of their own."""
    name = _last(decorator)
    return ("cache" in name or "caching" in name or "memoi" in name) and name not in NO_MEMOISERS


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _last(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


class _Module:
    """One module's places."""

    def __init__(self, name: str, tree: ast.Module, classes: set[str]) -> None:
        self.name, self.tree, self.classes = name, tree, classes
        self.globals = {target.id: value for each in tree.body for target, value in _assigned(each, ast.Name)}
        self.imported = {
            alias.asname or alias.name: f"{node.module}:{alias.name}"
            for node in _walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module and not node.level
            for alias in node.names
        }

    def containers(self) -> Iterator[str]:
        """Name the lists, dicts and sets of the module."""
        yield from (f"{self.name}:{name}" for name, value in self.globals.items() if _is_container(value))

    def places(self, containers: set[str]) -> Iterator[Place]:
        """Yield them all.

        :param containers: of all modules, as `module:name`: this one may change those of others.
        """
        yield from self._memoised(self.tree, "")
        yield from self._globals(containers)
        yield from self._shared_fields()
        for node in _walk(self.tree):
            if isinstance(node, ast.ClassDef):
                yield from self._of_class(node)

    def _shared_fields(self) -> Iterator[Place]:
        """Yield what is written into a field that a form class shares with the forms made from it."""
        for owner in (node for node in _walk(self.tree) if isinstance(node, ast.Module | ast.ClassDef)):
            prefix = f"{owner.name}." if isinstance(owner, ast.ClassDef) else ""
            for node in (each for each in owner.body if isinstance(each, ast.FunctionDef)):
                kept = [each for inner in _walk(node) for each in _changed(inner)]
                if any(isinstance(each, ast.Attribute) and _is_declared_field(each.value) for each in kept):
                    yield Place(f"{self.name}:{prefix}{node.name}", "shared field")

    def _memoised(self, tree: ast.AST, prefix: str) -> Iterator[Place]:
        for node in ast.iter_child_nodes(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if any(_memoises(each) for each in node.decorator_list):
                    yield Place(f"{self.name}:{prefix}{node.name}", "memoised")
                yield from self._memoised(node, f"{prefix}{node.name}.")
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                if _last(node.value) in {"lru_cache", "cache"}:  # name = cache(function)
                    yield Place(f"{self.name}:{prefix}{_last(node.targets[0])}", "memoised")
            else:
                yield from self._memoised(node, prefix)

    def _globals(self, containers: set[str]) -> Iterator[Place]:
        rebound, mutated = self._changed_in_functions()
        for name, value in self.globals.items():
            if name in rebound:
                yield Place(f"{self.name}:{name}", "rebound")
            elif name in mutated:
                yield Place(f"{self.name}:{name}", "mutated")
            elif isinstance(value, ast.Call) and _last(value) in HOLDERS:
                yield Place(f"{self.name}:{name}", "per thread")
            elif isinstance(value, ast.Call) and _last(value) in self.classes:
                yield Place(f"{self.name}:{name}", "singleton")
        for name in rebound - set(self.globals):
            yield Place(f"{self.name}:{name}", "rebound")
        elsewhere = {self.imported[name] for name in mutated - set(self.globals)} & containers
        yield from (Place(name, "mutated") for name in elsewhere)

    def _changed_in_functions(self) -> tuple[set[str], set[str]]:
        rebound, mutated = set(), set()
        for function in _walk(self.tree):
            if not isinstance(function, FUNCTIONS):
                continue
            shared = {n for each in _walk(function) if isinstance(each, ast.Global) for n in each.names}
            own = {each.arg for each in _walk(function) if isinstance(each, ast.arg)}
            own |= {name.id for each in _walk(function) for name, _ in _assigned(each, ast.Name)} - shared
            known = (set(self.globals) | set(self.imported)) - own
            for node in _walk(function):
                for target in _changed(node):
                    if isinstance(target, ast.Name) and target.id in shared:
                        rebound.add(target.id)
                    elif isinstance(target, ast.Name) and target.id in known:
                        mutated.add(target.id)
        return rebound, mutated

    def _of_class(self, node: ast.ClassDef) -> Iterator[Place]:
        values = {name.id: value for each in node.body for name, value in _assigned(each, ast.Name)}
        own = {name.attr for each in _walk(node) for name, _ in _assigned(each, ast.Attribute)}
        shared = {name for name, value in values.items() if _is_container(value)} - own
        for owner, attribute in sorted(set(_changed_attributes(node))):
            if owner in {"cls", node.name} or (owner == "self" and attribute in shared):
                yield Place(f"{self.name}:{node.name}.{attribute}", "on the class")
        for name, value in values.items():
            if isinstance(value, ast.Call) and _last(value) in self.classes and name == "objects":
                yield Place(f"{self.name}:{node.name}.{name}", "manager")
        if any(_last(base).endswith(PROCESS_WIDE) for base in node.bases):
            yield from self._of_process_wide(node)

    def _of_process_wide(self, node: ast.ClassDef) -> Iterator[Place]:
        """Yield what is remembered by what lives as long as the process, though it is made as an instance."""
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and method.name not in {"__init__", "ready"}:
                kept = {attribute for owner, attribute in _changed_attributes(method) if owner == "self"}
                if any(_last(each) == "cached_property" for each in method.decorator_list):
                    kept.add(method.name)
                yield from (Place(f"{self.name}:{node.name}.{each}", "on an admin or app") for each in kept)


def _walk(node: ast.AST) -> list[ast.AST]:
    """List what matters here of a tree, the tree itself included; the answer is kept with it, and goes with it."""
    if hasattr(node, "walked"):
        return node.walked  # type: ignore[no-any-return]
    found, waiting = [], [node]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting.extend(_next(each))
    node.walked = found  # type: ignore[attr-defined]
    return found


def _next(node: ast.AST) -> list[ast.AST]:
    """List what matters below a node, and stands below nothing else that does: of all there is, each is met once."""
    if hasattr(node, "next"):
        return node.next  # type: ignore[no-any-return]
    found, waiting = [], list(ast.iter_child_nodes(node))
    while waiting:
        each = waiting.pop()
        if isinstance(each, OF_INTEREST):
            found.append(each)
        else:
            waiting.extend(ast.iter_child_nodes(each))
    node.next = found  # type: ignore[attr-defined]
    return found


def _assigned(node: ast.AST, kind: type[Any]) -> Iterator[tuple[Any, ast.expr]]:
    """Yield each name (or attribute of `self`) that a statement gives a value."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, kind) and (kind is ast.Name or _last(target.value) == "self"):
                yield target, node.value


def _is_declared_field(value: ast.expr) -> bool:
    return isinstance(value, ast.Subscript) and _last(value.value) in {"base_fields", "declared_fields"}


def _is_container(value: ast.expr) -> bool:
    return isinstance(value, ast.Dict | ast.List | ast.Set) or (
        isinstance(value, ast.Call) and _last(value) in CONTAINERS
    )
