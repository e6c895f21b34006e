"""Somebody who has signed in, and what they see."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.test import Client

from portal.accounts.models import ContactData, User

HOST = "/mijn-profiel/"
TAG = re.compile(r"<[^>]+>")


@dataclass
class Somebody:
    """A browser, and the account that has signed in there."""

    client: Client
    user: User

    @property
    def contact(self) -> ContactData:
        """Answer how they can be reached now."""
        return ContactData.objects.get(user=self.user)

    @property
    def name(self) -> str:
        """Answer what they are called now."""
        return User.objects.get(pk=self.user.pk).get_full_name()

    def get(self, path: str = "", **more: Any) -> Any:
        """Ask for a page of the profile."""
        return self.client.get(f"{HOST}{path}", **more)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send a form of the profile."""
        return self.client.post(f"{HOST}{path}", data or {}, **more)

    def reads(self, path: str = "", **more: Any) -> str:
        """Answer what the main part of a page says, in one line."""
        response = self.get(path, follow=True, **more)
        assert response.status_code in {200, 403, 422}, response
        return words(response)


def words(response: Any) -> str:
    """Answer what the main part of a page says, in one line."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main")] if "<main" in html else html
    return " ".join(unescape(TAG.sub(" ", main)).split())
