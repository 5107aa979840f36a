"""From claims to figures: intervals, origins, rules and views, as pure functions on rows."""
