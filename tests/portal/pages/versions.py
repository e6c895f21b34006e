"""What an editor does with versions, in tests."""

from typing import Any

from cms.api import create_page, create_page_content
from djangocms_versioning.models import Version

from portal.accounts.models import User


def newest(page: Any, language: str = "nl") -> Version:
    """Answer the newest version of a page in a language."""
    content = page.pagecontent_set(manager="admin_manager").filter(language=language).order_by("-pk").first()
    found: Version = content.versions.first()
    return found


def draft(page: Any, editor: User, **changes: Any) -> Version:
    """Make a new draft of a published page, with changes."""
    made = newest(page).copy(editor)
    for name, value in changes.items():
        setattr(made.content, name, value)
    made.content.save()
    return made


def publish(page: Any, editor: User, **changes: Any) -> None:
    """Publish a page anew, with changes."""
    draft(page, editor, **changes).publish(editor)


def unpublish(page: Any, editor: User, language: str = "nl") -> None:
    """Take a page off the site."""
    newest(page, language).unpublish(editor)


def add(title: str, editor: User, *, parent: Any = None, english: str = "", **values: Any) -> Any:
    """Make and publish a page."""
    made = create_page(title, "pages/standard.html", "nl", parent=parent, created_by=editor, **values)
    newest(made).publish(editor)
    if english:
        create_page_content("en", english, made, template="pages/standard.html", created_by=editor)
        newest(made, "en").publish(editor)
    return made
