"""The address of every page, under the root of the site."""

FOLDERS = {
    "operation": "operations",
    "source": "sources",
    "agency": "agencies",
    "publisher": "publishers",
    "metric": "metrics",
    "country": "countries",
}


def path(kind: str, id_: str, suffix: str = "html") -> str:
    """The address of the page of one thing: 'operations/rescue-2011.html'."""
    return f"{FOLDERS[kind]}/{id_}.{suffix}"


def claim_path(claim_id: str) -> str:
    """The permanent address of a claim: 'sources/rescue--bbc.html#rescue--bbc.c1'."""
    return f"{path('source', claim_id.rpartition('.')[0])}#{claim_id}"


def figure_anchor(metric: str, place: str) -> str:
    """The fragment of a figure on its operation's page."""
    return f"{metric}.{place}"
