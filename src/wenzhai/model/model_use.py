"""ModelUse: what a language model was asked for one run, and what it cost."""

from __future__ import annotations

import msgspec


class ModelUse(msgspec.Struct, frozen=True, kw_only=True):
    """`requests` went to the endpoint, `kept` were answered from what the store holds. Tokens and `cost`
    (in `currency`, 0 where no price is set) are those of `requests`. `notice` is why the model was no
    longer asked, empty where it was until the end.

    `written` counts highlights that print with the model's sentences; of its sentences, `printed`
    passed the gate, `returned` were sent back once, `refused` never passed.
    """

    model: str
    task: str = "writing"
    requests: int = 0
    kept: int = 0
    failures: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    currency: str = "USD"
    written: int = 0
    printed: int = 0
    returned: int = 0
    refused: int = 0
    notice: str = ""
