"""The gate for people: what must not stand in the package for a person's sake, in whatever writing, wherever text can stand.

`disguises` undoes what is cheap to undo, `redacted` knows the hashes of forms that must not come back, `shapes` the forms of
personal data, `names` the names that may stand; `places` reads every text of a project, `gate` holds one against the other.
A person's name cannot be found by a rule: new capitalised pairs of words are warnings, for the reviewer to read.
"""
