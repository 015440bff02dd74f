"""Requests that are refused below Flask, where a look at the WSGI environment costs next to nothing."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask, Request
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def install(app: Flask, concerns: "Callable[[WSGIEnvironment], bool]", check: Callable[[Request], None]) -> None:
    """Lets `check` see the requests that it concerns; what it raises is answered with the application's error page.

    Comes before what adds to every answer, which then adds to these as well.
    """
    answer = app.wsgi_app

    def checked(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if concerns(environ):
            try:
                check(app.request_class(environ))
            except HTTPException as error:
                with app.request_context(environ):
                    return app.finalize_request(app.handle_user_exception(error))(environ, start_response)
        return answer(environ, start_response)

    app.wsgi_app = checked  # type: ignore[method-assign]
