"""What many cores and little memory need: reading files in parallel, and the checks and estimates on Spark.

Nothing on the ordinary path imports this folder; the commands hand it in.
"""
