"""The science: any data frame in, a frozen result out.

A method knows no study, file, clock, picture or screen. One family a folder, one idea a module:

- ``sequences``: what happened in what order, and what became of it
- ``configurational``: cases compared on conditions
- ``effects``: what changed, and how far the design lets anybody say why
- ``value``: what it costs, who pays, who gains
- ``experience``: who has been heard
- ``transfer``: whether what was tried there may be tried here, and what must be in place first

Families do not know each other. What they share lies beside this page: ``frames`` (the edge where a
data frame is checked), ``results`` (what every result offers), ``prose`` (how a result speaks) and
``stage_order`` (the six stages).
"""
