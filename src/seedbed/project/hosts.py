"""The name or number under which somebody has the site open."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.http import HttpRequest


def host_of(request: HttpRequest) -> str:
    """The name or number, without the port."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


def number_of(request: HttpRequest) -> str:
    """The number, if it is one: browsers keep passkeys for names only."""
    host = host_of(request)
    try:
        ip_address(host)
    except ValueError:
        return ""
    return host


def under_a_name(request: HttpRequest) -> str:
    """The same page under the name localhost, if it is open under a number of this machine."""
    number = number_of(request)
    if not number or not ip_address(number).is_loopback:
        return ""
    port = urlsplit(f"//{request.get_host()}").port
    return f"{request.scheme}://localhost{f':{port}' if port else ''}{request.path}"
