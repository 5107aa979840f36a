"""From the files that people edit, data/curated, to located rows, with every issue found on the way.

`read(project)` gives them all; `extraction` is the shape of a source's file, `canonical` the one text of every file,
`scaffold` an empty one.
"""
