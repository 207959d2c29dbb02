"""Files that come in through a form and leave again: never in clear on a disk in between.

Django would put a large upload into the system's folder for temporary files. Here each piece is
sealed as it comes, with a key that lives in this process alone, into a file that has no name: where
the process ends, however it ends, nothing is left that anybody could open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from seedbed.trust.sealing import new_key, seal, unseal

LENGTH = 4  # bytes before each sealed piece that say how long it is


class SealedUpload(UploadedFile):
    """A file that was sent, lying sealed; it is opened piece by piece."""

    def __init__(self, *, held: IO[bytes], key: bytes, name: str, size: int) -> None:
        super().__init__(file=held, name=name, size=size)
        self._key = key

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """What was sent, in the pieces it came in."""
        assert self.file is not None
        self.file.seek(0)
        number = 0
        while length := self.file.read(LENGTH):
            piece = self.file.read(int.from_bytes(length, "big"))
            yield unseal(piece, key=self._key, bound_to=str(number))
            number += 1


class Sealing(FileUploadHandler):
    """Seals what comes. A file beyond the limit is let pass and dropped: nothing is kept of it."""

    def __init__(self, request: HttpRequest, *, at_most: int) -> None:
        super().__init__(request)
        self.at_most, self.too_large = at_most, False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._key, self._number, self._size = new_key(), 0, 0
        self._held: IO[bytes] = TemporaryFile(dir=settings.DATA)  # noqa: SIM115 closed below

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal a piece."""
        self._size += len(raw_data)
        if self._size > self.at_most:
            self.too_large = True
            self._held.close()
            raise SkipFile
        sealed = seal(raw_data, key=self._key, bound_to=str(self._number))
        self._held.write(len(sealed).to_bytes(LENGTH, "big") + sealed)
        self._number += 1

    def file_complete(self, file_size: int) -> SealedUpload:
        """The whole file, sealed."""
        name = self.file_name or ""
        return SealedUpload(held=self._held, key=self._key, name=name, size=file_size)

    def upload_interrupted(self) -> None:
        """Whoever sent it broke off: the file without a name is gone with this."""
        self._held.close()


def sealing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view take a file, sealed as it comes. Of strangers none is kept.

    What a form holds is read where its token is looked for, so the handler must be in place before:
    the token is looked for here, and not on the way.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        limit = settings.SEEDBED_ATTACHMENT_BYTES if request.user.is_authenticated else 0
        request.upload_handlers = [Sealing(request, at_most=limit)]
        return protected(request, *args, **kwargs)

    return taking


def was_too_large(request: HttpRequest) -> bool:
    """Say whether a file of this request was dropped because of its size."""
    return any(isinstance(h, Sealing) and h.too_large for h in request.upload_handlers)


class Download(StreamingHttpResponse):
    """A kept file on its way out. That it was opened stood in the audit before it was made."""

    told_first = True

    def __init__(self, content: Iterator[bytes], *, name: str, kind: str, size: int) -> None:
        super().__init__(content, content_type=kind)
        disposition = content_disposition_header(True, name)
        self.headers["Content-Disposition"] = disposition or "attachment"
        self.headers["Content-Length"] = str(size)
        self.headers["Cache-Control"] = "no-store"
        self.headers["X-Content-Type-Options"] = "nosniff"
