"""The only place that knows the order of the stages: it loads, runs and saves.

`room` opens the folder; then, in the order of a week: `creating`, `importing`, `collecting`,
`making`; `examining` looks at what is missing and `sampling` runs the week that ships.
"""

from wenzhai.newsroom.room import FixedClock, Newsroom, choose_clock

__all__ = ["FixedClock", "Newsroom", "choose_clock"]
