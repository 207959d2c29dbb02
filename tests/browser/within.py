"""Pages of a study of real people in a browser, answered in this process.

Such a study lives behind an encrypted store and a second factor. Here both are taken as given, and
the pages are the very ones of the site, under the policy of the site.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

HERE = "http://testserver"


def show(page: Page, client: Client, path: str) -> int:
    """Show a page as the site answers it to a client, with its frames; gives the status.

    Asked before the browser asks: what answers the browser runs beside the test, and would meet
    another connection to the database.
    """
    told = {path: client.get(path, follow=True)}
    body = told[path].content.decode()
    told |= {frame: client.get(frame) for frame in re.findall(r'<iframe[^>]* src="([^"]+)"', body)}

    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url).path
        if asked in told:
            route.fulfill(**_whole(told[asked]))
        elif asked.startswith("/static/") and (found := finders.find(asked[len("/static/") :])):
            route.fulfill(path=str(found))
        else:
            route.fulfill(status=404)

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(HERE + path)
    return int(told[path].status_code)


def _whole(told: Any) -> dict[str, Any]:
    body = b"".join(told.streaming_content) if told.streaming else told.content
    headers = {name: value for name, value in told.headers.items() if name != "Content-Length"}
    return {"status": told.status_code, "headers": headers, "body": body}
