"""The base of all errors that a source or a reader lets out."""

from __future__ import annotations


class ConnectorError(Exception):
    """A source cannot be read. ``template`` and ``params`` let the caller translate the message.

    ``hint`` says what the user can do next; both templates use ``str.format`` fields.
    """

    def __init__(self, template: str, *, hint: str = "", **params: object) -> None:
        self.template = template
        self.hint = hint
        self.params = params
        super().__init__(template.format(**params))
