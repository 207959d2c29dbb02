"""Charts: plain rows in, two drawings and a data table out.

Each chart is a function that takes rows (``list`` of ``dict``) and hands back a frozen
:class:`Chart`: one SVG for wide places and one for narrow ones, a title and a description that are
also inside both SVGs, and the table the picture was drawn from. Drawing is Vega-Lite through
vl-convert on the server: no script, no style attribute, no fixed size, nothing fetched.
"""

from seedbed.publish.charts.baselines import baselines
from seedbed.publish.charts.chart import Chart
from seedbed.publish.charts.costs import costs
from seedbed.publish.charts.curve import curve
from seedbed.publish.charts.drawn import is_drawn, why_undrawn
from seedbed.publish.charts.lanes import lanes
from seedbed.publish.charts.matrix import matrix
from seedbed.publish.charts.series import series

__all__ = [
    "Chart",
    "baselines",
    "costs",
    "curve",
    "is_drawn",
    "lanes",
    "matrix",
    "series",
    "why_undrawn",
]
